using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout;

/// <summary>A line for which something is used that is meant for one: an invoice, a file.</summary>
/// <param name="Grant">Whose line.</param>
/// <param name="Line">Which.</param>
public sealed record LineUse(GrantId Grant, LineId Line);
