using System.Collections.Frozen;
using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Programmes.Reading;

/// <summary>One version of a programme's rules. It is complete: nothing is taken over from the version before.</summary>
internal static class RulesReader
{
    private const int MostPersons = 10_000_000;
    private const int MostReferrals = 20;

    /// <returns>The version, or <c>null</c> when anything is wrong with it.</returns>
    public static Programme? Read(JsonFields rules, ProgrammeHeader header, List<CatalogueError> errors)
    {
        var errorsBefore = errors.Count;

        var version = rules["version"].Matching("a year and a number such as \"2026-1\"", IsVersion);
        var validFrom = rules.DayIfGiven("validFrom");

        var hosts = rules.SetIfGiven("hosts", item => item.Value<CountryCode>());
        var destinations = rules.SetIfGiven("destinations", item => item.Value<CountryCode>());
        var region = rules.IfGiven("destinationRegion", field => field.Text());
        if (region is not null && destinations is not { Count: 1 })
            rules["destinationRegion"].Refuse("exactly one country in destinations beside it");
        var categories = rules.SetIfGiven("categories", item => item.Choice<BeneficiaryCategory>());
        var nationalities = rules.SetIfGiven("nationalities", item => item.Value<CountryCode>());
        var languages = rules.SetIfGiven("languages", item => item.Value<LanguageCode>());
        var families = rules.FlagIfGiven("families");

        var cash = BenefitReader.Cash(rules["cash"]);
        var (lineKinds, beforeCash) = BenefitReader.Kinds(rules, cash);
        var ceilings = BenefitReader.Ceilings(rules);
        var items = ItemReader.Items(rules, lineKinds);
        var packages = BenefitReader.Packages(rules, categories, cash);

        var approvals = TimeReader.Approvals(rules["approvals"]);
        var quota = rules.NumberIfGiven("personQuota", 1, MostPersons);
        var window = TimeReader.Window(rules["window"]);
        var days = TimeReader.Days(rules);

        var isSealed = ProtectionReader.Sealed(rules, categories);
        var neutralName = ProtectionReader.NeutralName(rules, isSealed);
        var gates = ProtectionReader.Gates(rules, categories);
        if (gates?.Contains(Gate.Arrival) == false && packages.Any(package => package.WorkingDaysAfterArrival is not null))
            rules["gates"].Refuse("\"arrival\" among the gates, because a package has a deadline that counts from it", "none");
        var refersInto = rules.SetIfGiven("refersInto", item => item.Value<ProgrammeId>(), MostReferrals) ?? [];
        if (header.Id is { } self && refersInto.Contains(self))
            rules["refersInto"].Refuse("other programmes", $"\"{self}\" itself");
        var confirmsDeparture = rules.FlagIfGiven("confirmsDeparture");
        var fundingLines = FundingReader.Lines(rules["fundingLines"], header.Id);
        rules.RefuseOthers();

        if (errors.Count > errorsBefore || header is not { Id: { } id, Name: { } name, Source: { } source })
            return null;

        return new()
        {
            Id = id,
            Version = version!,
            ValidFrom = validFrom,
            Name = name,
            Source = source,
            Hosts = InFileOrder(hosts),
            Destinations = InFileOrder(destinations),
            DestinationRegion = region,
            Categories = InFileOrder(categories),
            Nationalities = InFileOrder(nationalities),
            Languages = InFileOrder(languages),
            Families = families,
            Ceilings = ceilings.ToFrozenDictionary(),
            Packages = packages,
            Items = items,
            Cash = cash!,
            LineKinds = InFileOrder(lineKinds),
            BeforeCash = InFileOrder(beforeCash),
            SecondApprovalAbove = approvals.SecondAbove,
            AlwaysTwoApprovals = approvals.AlwaysTwo,
            TwoApprovalsIfVulnerable = approvals.TwoIfVulnerable,
            PersonQuota = quota,
            Window = window,
            ExpiresMonthsAfterReturn = days.ExpiresMonthsAfterReturn,
            CoolingOffDays = days.CoolingOff,
            AppealDays = days.Appeal,
            SilenceDays = days.Silence ?? SystemRules.SilenceDays,
            RepeatAfterMonths = days.RepeatAfterMonths,
            Sealed = isSealed,
            NeutralName = neutralName,
            Gates = InFileOrder(gates) ?? Programme.DefaultGates,
            RefersInto = InFileOrder(refersInto),
            ConfirmsDeparture = confirmsDeparture,
            FundingLines = fundingLines,
            Notes = header.Notes,
        };
    }

    /// <summary>Frozen sets enumerate differently in every process, and these end up in texts that people compare.</summary>
    [return: NotNullIfNotNull(nameof(set))]
    private static ReadOnlySet<T>? InFileOrder<T>(HashSet<T>? set) => set is null ? null : new(set);

    private static bool IsVersion(string text) =>
        text is { Length: 6 or 7 } and [_, _, _, _, '-', >= '1' and <= '9', ..] && text.Remove(4, 1).All(char.IsAsciiDigit);
}
