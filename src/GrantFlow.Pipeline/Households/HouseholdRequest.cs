using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Households;

/// <summary>Something asked of a family waits in the household's partition to be handed to the members' grants.</summary>
/// <param name="Command">Which; its row holds the members' commands.</param>
public sealed record HouseholdRequest(HouseholdCommandId Command);
