namespace GrantFlow.Demo.Scenario;

/// <summary>Where people come from and go back to, and what they speak.</summary>
/// <param name="Nationality">Also the destination.</param>
/// <param name="Offices">Country offices there.</param>
/// <param name="Languages">Of the declaration.</param>
/// <param name="Weight">How many come from there, relative to the others.</param>
internal sealed record Place(string Nationality, string[] Offices, string[] Languages, int Weight);

/// <summary>Nationalities as reported from Calais in 2016 and from Minsk in 2021; the weights are guesses with that order.</summary>
internal static class Places
{
    public static Place[] Calais { get; } =
    [
        new("AF", ["af-kabul"], ["ps", "fa"], 30),
        new("SD", ["sd-khartoum"], ["ar", "ar", "en"], 20),
        new("ER", ["er-asmara"], ["ti", "ti", "ar"], 12),
        new("ET", ["et-addis-ababa"], ["am", "am", "so"], 10),
        new("IQ", ["iq-erbil", "iq-baghdad"], ["ckb", "ar"], 9),
        new("IR", ["ir-tehran"], ["fa"], 8),
        new("SY", ["sy-damascus"], ["ar"], 5),
        new("PK", ["pk-islamabad"], ["ur", "ps"], 3),
        new("SO", ["so-mogadishu"], ["so"], 2),
        new("MA", ["ma-rabat"], ["fr", "ar"], 1),
        new("IN", ["in-new-delhi"], ["hi"], 1),
    ];

    public static Place[] Minsk { get; } =
    [
        new("IQ", ["iq-erbil", "iq-erbil", "iq-baghdad"], ["ckb", "ar"], 70),
        new("SY", ["sy-damascus"], ["ar"], 12),
        new("AF", ["af-kabul"], ["fa"], 10),
        new("IR", ["ir-tehran"], ["fa"], 8),
    ];

    public static Place[] Tact { get; } =
    [
        new("AL", ["al-tirana"], ["sq"], 4),
        new("MA", ["ma-rabat"], ["ar", "fr"], 3),
        new("UA", ["ua-kyiv"], ["uk"], 3),
    ];

    public static Place[] Eurp { get; } =
    [
        new("BD", ["bd-dhaka"], ["en"], 4),
        new("IQ", ["iq-baghdad", "iq-erbil"], ["ar", "ckb"], 3),
        new("NG", ["ng-abuja"], ["en"], 2),
        new("VN", ["vn-hanoi"], ["vi"], 1),
    ];

    /// <summary>Host countries of resettlement to France that have an office, and the office.</summary>
    public static (string Host, string Office)[] Resettling { get; } = [("TR", "tr-ankara"), ("TR", "tr-ankara"), ("EG", "eg-cairo")];

    public static Place Syria { get; } = new("SY", ["sy-damascus"], ["ar"], 1);

    public static Place Nigeria { get; } = new("NG", ["ng-abuja"], ["en"], 1);

    public static Place Kurdistan { get; } = new("IQ", ["iq-erbil"], ["ckb"], 1);
}
