namespace GrantFlow.Demo.Scenario;

/// <summary>From where to where people go, under which programme.</summary>
internal static class Returns
{
    private static readonly (string Programme, int Weight)[] Grants = [("calais-avr", 76), ("belarus-avrr", 12), ("magnet-2", 7), ("tact", 5)];
    private static readonly string[] MagnetHosts = ["FR", "FR", "DE", "BE", "NL", "FI", "GB"];
    private static readonly string[] TactHosts = ["FR", "FR", "ES", "GR", "IT", "PL"];
    private static readonly string[] EurpHosts = ["DE", "SE", "AT", "CY"];
    private static readonly string[] RelocationHosts = ["GR", "IT", "MT"];

    /// <summary>Programmes that give a service and no grant money.</summary>
    public static IReadOnlyList<string> Services { get; } = ["cdg-transit", "fr-resettlement", "eu-relocation", "uknsf"];

    /// <summary>Programmes that give grants, and every one of which has somebody in the smallest run.</summary>
    public static IReadOnlyList<string> Paying { get; } = ["eurp", "tact", "magnet-2", "belarus-avrr", "calais-avr"];

    /// <summary>Where nobody is met at the end of a return, there is no arrival to confirm.</summary>
    public static bool Arrives(Return travels) => Paying.Contains(travels.Programme);

    /// <summary>The programme of somebody.</summary>
    /// <param name="dice">Decides where nothing else does.</param>
    /// <param name="fate">Some fates belong to a programme.</param>
    /// <param name="before">How many there are already with this fate.</param>
    public static string Programme(Dice dice, Fate fate, int before) => fate switch
    {
        Fate.TooLate => "care",
        // Of a sealed identity only an approver would read the hand-over, and there is none yet.
        Fate.UnaccompaniedChild or Fate.ReferredEarly => "calais-avr",
        // The airport is the busiest of them.
        Fate.ServiceOnly => Services[before % (Services.Count + 1) % Services.Count],
        Fate.Paid when before < Paying.Count => Paying[before],
        Fate.Paid when dice.Percent(4) => "eurp",
        _ => dice.Weighted(Grants, grant => grant.Weight).Programme,
    };

    public static Return For(Dice dice, string programme) => programme switch
    {
        "belarus-avrr" => Home(dice, programme, "BY", dice.Weighted(Places.Minsk, place => place.Weight), "voluntary-returnee"),
        "magnet-2" => Home(dice, programme, dice.Of(MagnetHosts), Places.Kurdistan, "voluntary-returnee"),
        "tact" => Home(dice, programme, dice.Of(TactHosts), dice.Weighted(Places.Tact, place => place.Weight), "victim-of-trafficking"),
        "care" => Home(dice, programme, "AT", Places.Nigeria, "victim-of-trafficking"),
        "eurp" => Home(dice, programme, dice.Of(EurpHosts), dice.Weighted(Places.Eurp, place => place.Weight), "voluntary-returnee"),
        "cdg-transit" => ToFrance(programme, "FR", "fr-paris", Calais(dice), dice.Percent(60) ? "family-reunification" : "resettled-refugee", dice),
        "fr-resettlement" => Resettled(dice, programme),
        "eu-relocation" => ToFrance(programme, dice.Of(RelocationHosts), "fr-paris", Calais(dice), "relocated-applicant", dice),
        "uknsf" => new(programme, "fr-paris", "FR", "FR", "GB", "residency-applicant", "principal", "en"),
        _ => Home(dice, programme, "FR", Calais(dice), "voluntary-returnee"),
    };

    private static Place Calais(Dice dice) => dice.Weighted(Places.Calais, place => place.Weight);

    private static Return Home(Dice dice, string programme, string host, Place place, string category) =>
        new(programme, dice.Of(place.Offices), host, place.Nationality, place.Nationality, category, "principal", dice.Of(place.Languages));

    /// <summary>Refugees are prepared where they are, by the office there.</summary>
    private static Return Resettled(Dice dice, string programme)
    {
        var (host, office) = dice.Of(Places.Resettling);
        return ToFrance(programme, host, office, Places.Syria, "resettled-refugee", dice);
    }

    private static Return ToFrance(string programme, string host, string office, Place from, string category, Dice dice) =>
        new(programme, office, host, "FR", from.Nationality, category, "principal", dice.Of(from.Languages));
}
