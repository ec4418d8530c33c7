using System.Text.Json;

namespace GrantFlow.Demo.Api;

/// <summary>An amount as the API writes it.</summary>
internal sealed record AmountAnswer(string Amount, string Currency)
{
    /// <summary>In euro.</summary>
    /// <exception cref="DemoException">It is in another currency.</exception>
    public Euros ToEuros() => Currency == "EUR" ? Euros.Parse(Amount) : throw new DemoException($"An amount is in {Currency}; grants are kept in EUR.");
}

/// <summary>How a command ended.</summary>
internal sealed record CommandAnswer(string Command, string Grant, string Status, string Href, ProblemAnswer? Refusal)
{
    /// <summary>Where it is about a family: its case.</summary>
    public string? Household { get; init; }

    /// <summary>Where it is about a family: the grants of its members, in the order in which they were handed in.</summary>
    public IReadOnlyList<MemberAnswer>? Members { get; init; }
}

/// <summary>A member of a family.</summary>
internal sealed record MemberAnswer(string Grant);

/// <summary>Two cases side by side.</summary>
internal sealed record DuplicateAnswer(ScoreAnswer Score, int Threshold, IReadOnlyList<JsonElement> Cases);

/// <summary>How alike two people are.</summary>
internal sealed record ScoreAnswer(int Total);

/// <summary>What the agency is told about a person who was referred.</summary>
internal sealed record HandOverAnswer(HandOverPerson Person);

/// <summary>Who was referred.</summary>
internal sealed record HandOverPerson(string FamilyName);

/// <summary>An error of the API.</summary>
internal sealed record ProblemAnswer(string Type, string Title, int Status, string Detail);

/// <summary>A token.</summary>
internal sealed record TokenAnswer(string AccessToken);

/// <summary>A grant with its lines and its timeline.</summary>
internal sealed record GrantAnswer(
    string Id,
    string State,
    string Programme,
    string FundingLine,
    AmountAnswer? Approved,
    IReadOnlyList<LineAnswer> Lines,
    DateTimeOffset SubmittedAt,
    DateTimeOffset ChangedAt,
    IReadOnlyList<StepAnswer> Timeline)
{
    /// <summary>The case that a referral has opened.</summary>
    public string? OpenedCase { get; init; }

    /// <summary>How often something happened, of one trigger where one is named.</summary>
    public int Count(string happened, string? trigger = null) =>
        Timeline.Count(step => step.Event == happened && (trigger is null || step.Trigger == trigger));
}

/// <summary>A line of a grant.</summary>
internal sealed record LineAnswer(string Id, string Kind, AmountAnswer Amount, string State)
{
    /// <summary>Where its cash goes.</summary>
    public LineRouteAnswer? Route { get; init; }
}

/// <summary>How cash goes.</summary>
internal sealed record LineRouteAnswer(string Kind);

/// <summary>A voucher; its code is told once.</summary>
internal sealed record VoucherAnswer(string Code);

/// <summary>One event of a grant.</summary>
internal sealed record StepAnswer(string Event, string State, DateTimeOffset At, JsonElement Details)
{
    /// <summary>The grant's version after it.</summary>
    public int Version { get; init; }

    /// <summary>What moved a line, where this is about one.</summary>
    public string? Trigger => Details.ValueKind == JsonValueKind.Object && Details.TryGetProperty("trigger", out var trigger) ? trigger.GetString() : null;
}

/// <summary>A page of a work list.</summary>
internal sealed record ListAnswer(IReadOnlyList<SummaryAnswer> Grants, string? Cursor);

/// <summary>A grant's line in a work list.</summary>
internal sealed record SummaryAnswer(string Grant, string State);

/// <summary>Messages that wait for a person.</summary>
internal sealed record AttentionAnswer(IReadOnlyList<PoisonAnswer> Poison);

/// <summary>One poison queue.</summary>
internal sealed record PoisonAnswer(string Queue, int Count, IReadOnlyList<PoisonMessageAnswer> Messages);

/// <summary>One message in it.</summary>
internal sealed record PoisonMessageAnswer(string Id, string? Grant);

/// <summary>What an export must add up to.</summary>
internal sealed record ManifestAnswer(long Entries, long Postings, IReadOnlyList<ManifestTotal> Totals, ManifestHashes Sha256);

/// <summary>Sums in one currency.</summary>
internal sealed record ManifestTotal(AmountAnswer Debits, AmountAnswer Credits);

/// <summary>Hashes of both formats.</summary>
internal sealed record ManifestHashes(string Csv, string Jsonl);

/// <summary>Requests to storage that the host's process has sent since it started.</summary>
internal sealed record StorageRequestsAnswer(long Total, long EmptyReceives);
