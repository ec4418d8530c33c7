using System.Text.Json;
using GrantFlow.Demo.Api;

namespace GrantFlow.Demo.Finance;

/// <summary>What is due, summed up.</summary>
internal sealed record DueAnswer(IReadOnlyList<DueGroup> Groups);

/// <summary>What is due of one funding line by one route in one country.</summary>
internal sealed record DueGroup(string FundingLine, string Route, string? Currency, string Country, int Lines, int InBatches);

/// <summary>A payment batch.</summary>
internal sealed record BatchAnswer(string Id, string State, string Route, int Lines, string? Work, int SignaturesNeeded, BatchFileAnswer? File);

/// <summary>A batch's file, without what is in it.</summary>
internal sealed record BatchFileAnswer(string Name, long Length, string Sha256);

/// <summary>A batch with a page of its lines.</summary>
internal sealed record BatchPage(BatchAnswer Batch);

/// <summary>A bank's file that was taken in.</summary>
internal sealed record ImportAnswer(bool IsNew, ImportedFile File);

/// <summary>Where it is.</summary>
internal sealed record ImportedFile(string Id, string Href);

/// <summary>How its rows ended.</summary>
internal sealed record StatementAnswer(int? Rows, bool Done, IReadOnlyDictionary<string, int> Results);

/// <summary>One line of the wallet provider's statement.</summary>
internal sealed record WalletLine(string RequestingOrganisationTransactionReference, string Kind, string Amount, string Currency);

/// <summary>The receipt of what a desk handed over.</summary>
internal sealed record ReceiptAnswer(string Payment, AmountAnswer PaidOut);

/// <summary>Rows of banks' files that wait for a person.</summary>
internal sealed record OpenRowsAnswer(IReadOnlyList<JsonElement> Rows);
