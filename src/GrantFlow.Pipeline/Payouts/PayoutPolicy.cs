namespace GrantFlow.Pipeline.Payouts;

/// <summary>How money leaves in this deployment.</summary>
/// <param name="InBatches">Only in batches that two people in finance make and release. The sandbox, which moves no money, also pays a grant alone.</param>
public sealed record PayoutPolicy(bool InBatches);
