namespace GrantFlow.Pipeline.Statements.Reading;

/// <summary>pain.002: a status for the whole message, for each of its parts, and for payments. What is said of a payment counts before what is said of its part, and that before the whole.</summary>
internal static class StatusReportReader
{
    private const string PartOf = "OrgnlPmtInfAndSts";

    public static async IAsyncEnumerable<BankRow> Read(XmlWalk walk, StatementHead head)
    {
        var (number, whole, part) = (0, new Level(null), new Level(null));
        var wholeParts = new List<BankRow>();
        await foreach (var (path, isEnd) in walk.Places())
        {
            switch (path)
            {
                case "GrpHdr" when !isEnd:
                    Describe(head, await walk.Take());
                    break;
                case "OrgnlGrpInfAndSts" when !isEnd:
                    var group = await walk.Take();
                    whole = new(group.TextAt("OrgnlMsgId")) { Status = group.TextAt("GrpSts"), Reasons = [.. group.All("StsRsnInf")] };
                    break;
                case PartOf when !isEnd:
                    part = new Level(whole.Original);
                    break;
                case PartOf:
                    if (StatusCodes.EndsBatch(part.Status))
                    {
                        wholeParts.Add(OfBatch(part));
                        walk.CheckCount(wholeParts.Count, "parts that end as a whole");
                    }

                    break;
                case $"{PartOf}/OrgnlPmtInfId" when !isEnd:
                    part = part with { Original = (await walk.Take()).Text ?? part.Original };
                    break;
                case $"{PartOf}/PmtInfSts" when !isEnd:
                    part = part with { Status = (await walk.Take()).Text };
                    break;
                case $"{PartOf}/StsRsnInf" when !isEnd:
                    part = part.Reasons.Count < StatementLimits.Findings ? part with { Reasons = [.. part.Reasons, await walk.Take()] } : part;
                    break;
                case $"{PartOf}/TxInfAndSts" when !isEnd:
                    yield return Row(++number, await walk.Take(), part, whole);
                    break;
                default:
                    break;
            }
        }

        // At the end, when it is known which payments are named one by one.
        if (whole.Status is not null && (StatusCodes.EndsBatch(whole.Status) || (number == 0 && wholeParts.Count == 0)))
        {
            wholeParts = [OfBatch(whole)];
        }

        foreach (var row in wholeParts)
        {
            yield return row with { Row = row.Row with { Number = ++number } };
        }
    }

    private static void Describe(StatementHead head, Part part)
    {
        head.MessageId = part.TextAt("MsgId") is { } id ? id[..Math.Min(id.Length, 35)] : null;
        head.MadeAt = part.TextAt("CreDtTm") is { Length: <= 40 } made ? made : null;
    }

    private static BankRow Row(int number, Part said, Level part, Level whole)
    {
        var (status, reasons) = said.TextAt("TxSts") is { } own ? (own, said.All("StsRsnInf"))
            : part.Status is not null ? (part.Status, said.All("StsRsnInf").Concat(part.Reasons))
            : (whole.Status, said.All("StsRsnInf").Concat(whole.Reasons));
        var row = new StatementRow(number, StatementKind.StatusReport, StatusCodes.Says(status));
        var original = said.At("OrgnlTxRef");
        try
        {
            row = Reasoned(row, status, [.. reasons], [original?.TextAt("Cdtr/Pty/Nm"), original?.TextAt("Dbtr/Pty/Nm"), original?.TextAt("UltmtCdtr/Pty/Nm")]);
            row = row with
            {
                EndToEndId = BankWords.Reference(said.TextAt("OrgnlEndToEndId")),
                InstructionId = BankWords.Reference(said.TextAt("OrgnlInstrId")),
                Uetr = BankWords.Reference(said.TextAt("OrgnlUETR"), 36)?.ToLowerInvariant(),
                Original = BankWords.Reference(part.Original ?? whole.Original),
                Reference = BankWords.Reference(said.TextAt("AcctSvcrRef")),
                Amount = original?.AmountAt("Amt/InstdAmt"),
            };
        }
        catch (FormatException wrong)
        {
            row = row with { Fault = wrong.Message };
        }

        return new BankRow(row, Accounts.Of(original?.At("CdtrAcct")));
    }

    private static BankRow OfBatch(Level level)
    {
        var row = new StatementRow(0, StatementKind.StatusReport, StatusCodes.Says(level.Status)) { OfBatch = true };
        try
        {
            row = Reasoned(row, level.Status, level.Reasons, []) with { Original = BankWords.Reference(level.Original) };
        }
        catch (FormatException wrong)
        {
            row = row with { Fault = wrong.Message };
        }

        return new BankRow(row, null);
    }

    private static StatementRow Reasoned(StatementRow row, string? status, IReadOnlyList<Part> reasons, IEnumerable<string?> names) => row with
    {
        Status = BankWords.Reference(status, 4),
        Reason = reasons.Select(reason => BankWords.Reference(reason.TextAt("Rsn/Cd") ?? reason.TextAt("Rsn/Prtry"))).FirstOrDefault(code => code is not null)
            ?? (row.Says == StatementSays.Rejected && status != "RJCT" ? BankWords.Reference(status, 4) : null),
        Text = BankWords.Free(reasons.SelectMany(reason => reason.All("AddtlInf")).Select(text => text.Text), names),
    };

    /// <summary>What is said of more than one payment.</summary>
    private sealed record Level(string? Original)
    {
        public string? Status { get; init; }

        public IReadOnlyList<Part> Reasons { get; init; } = [];
    }
}
