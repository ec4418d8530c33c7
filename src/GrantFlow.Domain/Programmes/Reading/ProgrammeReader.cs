using System.Collections.Frozen;
using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Programmes.Reading;

/// <summary>One programme's file. Reads every field even after an error, and gives no programme when there was one.</summary>
internal static class ProgrammeReader
{
    private const int MostPersons = 10_000_000;
    private const int MostMonths = 600;

    public static Programme? Read(string fileId, JsonFields file, List<string> errors)
    {
        var errorsBefore = errors.Count;

        var id = file["id"].Value<ProgrammeId>();
        if (id is { } given && given.Value != fileId)
            file["id"].Refuse($"\"{fileId}\", as the file is named");
        var version = file["version"].Matching("a year and a number such as \"2026-1\"", IsVersion);
        var name = file["name"].Text();
        var source = file["source"].Text();

        var hosts = file.SetIfGiven("hosts", item => item.Value<CountryCode>());
        var destinations = file.SetIfGiven("destinations", item => item.Value<CountryCode>());
        var region = file.IfGiven("destinationRegion", field => field.Text());
        if (region is not null && destinations is not { Count: 1 })
            file["destinationRegion"].Refuse("exactly one country in destinations beside it");
        var categories = file.SetIfGiven("categories", item => item.Choice<BeneficiaryCategory>());
        var nationalities = file.SetIfGiven("nationalities", item => item.Value<CountryCode>());
        var languages = file.SetIfGiven("languages", item => item.Value<LanguageCode>());
        var families = file.IfGiven("families", field => field.Flag()) ?? false;

        var cash = BenefitReader.Cash(file["cash"]);
        var (lineKinds, beforeCash) = BenefitReader.Kinds(file, cash);
        var ceilings = BenefitReader.Ceilings(file);
        var packages = BenefitReader.Packages(file, categories, cash);

        var (secondApprovalAbove, alwaysTwo) = Approvals(file["approvals"]);
        var quota = file.IfGiven("personQuota", field => field.Number(1, MostPersons));
        var window = Window(file["window"]);
        var expires = file.IfGiven("expiresMonthsAfterReturn", field => field.Number(1, MostMonths));
        var isSealed = file.IfGiven("sealed", field => field.Flag()) ?? false;
        if (!isSealed && categories?.Contains(BeneficiaryCategory.VictimOfTrafficking) == true)
            file["sealed"].Refuse("true, because the programme is for victims of trafficking", "false or nothing");
        var departureFirst = file.IfGiven("departureConfirmedFirst", field => field.Flag()) ?? false;
        var fundingLines = FundingReader.Lines(file["fundingLines"], id);
        var notes = file["notes"] is { IsMissing: false } list ? list.Items().Select(item => item.Text(500)).ToList() : [];
        file.RefuseOthers();

        if (errors.Count > errorsBefore)
            return null;

        return new()
        {
            Id = id!.Value,
            Version = version!,
            Name = name!,
            Source = source!,
            Hosts = InFileOrder(hosts),
            Destinations = InFileOrder(destinations),
            DestinationRegion = region,
            Categories = InFileOrder(categories),
            Nationalities = InFileOrder(nationalities),
            Languages = InFileOrder(languages),
            Families = families,
            Ceilings = ceilings.ToFrozenDictionary(),
            Packages = packages,
            Cash = cash!,
            LineKinds = InFileOrder(lineKinds),
            BeforeCash = InFileOrder(beforeCash),
            SecondApprovalAbove = secondApprovalAbove,
            AlwaysTwoApprovals = alwaysTwo,
            PersonQuota = quota,
            Window = window,
            ExpiresMonthsAfterReturn = expires,
            Sealed = isSealed,
            Gates = departureFirst ? new HashSet<Gate>([.. Programme.DefaultGates, Gate.Departure]) : Programme.DefaultGates,
            FundingLines = fundingLines,
            Notes = [.. notes.OfType<string>()],
        };
    }

    /// <summary>Frozen sets enumerate differently in every process, and these end up in texts that people compare.</summary>
    [return: NotNullIfNotNull(nameof(set))]
    private static ReadOnlySet<T>? InFileOrder<T>(HashSet<T>? set) => set is null ? null : new(set);

    private static bool IsVersion(string text) =>
        text is { Length: 6 or 7 } and [_, _, _, _, '-', >= '1' and <= '9', ..] && text.Remove(4, 1).All(char.IsAsciiDigit);

    private static (Money? SecondAbove, bool AlwaysTwo) Approvals(JsonField field)
    {
        if (field.IsMissing || field.Object() is not { } approvals)
            return (null, false);

        var above = approvals.IfGiven("secondAbove", amount => amount.Euro(SystemRules.Ceiling));
        var always = approvals.IfGiven("alwaysTwo", flag => flag.Flag()) ?? false;
        if (always && above is not null)
            approvals["secondAbove"].Refuse("no amount, because alwaysTwo is true");
        approvals.RefuseOthers();
        return (above, always);
    }

    private static Window Window(JsonField field)
    {
        if (field.IsMissing || field.Object() is not { } window)
            return new(null, null, null);

        var from = window.IfGiven("from", day => day.Day());
        var until = window.IfGiven("until", day => day.Day());
        var months = window.IfGiven("months", number => number.Number(1, MostMonths));
        if (from is { } first && until < first)
            window["until"].Refuse($"a day on or after {first:yyyy-MM-dd}, the first day");
        if (until is not null && months is not null)
            window["months"].Refuse("no length, because the last day is given");
        window.RefuseOthers();
        return new(from, until, months);
    }
}
