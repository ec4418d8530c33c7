using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Ledger.Seals;

/// <summary>A row as it was sealed: enough to name what a copy of the day lacks or has too much.</summary>
/// <param name="Line">The funding line.</param>
/// <param name="Entry">The entry's id.</param>
/// <param name="Leaf">The row's leaf hash, 64 lower-case hex digits.</param>
public sealed record SealedLeaf(FundingLineId Line, string Entry, string Leaf);
