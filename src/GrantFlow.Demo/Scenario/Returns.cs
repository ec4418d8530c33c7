namespace GrantFlow.Demo.Scenario;

/// <summary>From where to where people go, under which programme.</summary>
internal static class Returns
{
    private static readonly (string Programme, int Weight)[] Grants = [("calais-avr", 76), ("belarus-avrr", 12), ("magnet-2", 7), ("tact", 5)];
    private static readonly string[] MagnetHosts = ["FR", "FR", "DE", "BE", "NL", "FI", "GB"];
    private static readonly string[] TactHosts = ["FR", "FR", "ES", "GR", "IT", "PL"];

    public static Return For(Dice dice, Fate fate)
    {
        if (fate == Fate.ServiceOnly)
        {
            return dice.Percent(70) ? Airport(dice) : new("uknsf", "fr-paris", "FR", "FR", "GB", "residency-applicant", "principal", "en");
        }

        var programme = fate == Fate.UnaccompaniedChild ? "calais-avr" : dice.Weighted(Grants, grant => grant.Weight).Programme;
        return programme switch
        {
            "belarus-avrr" => Home(dice, programme, "BY", dice.Weighted(Places.Minsk, place => place.Weight), "voluntary-returnee", dice.Percent(35) ? "family-member" : "principal"),
            "magnet-2" => Home(dice, programme, dice.Of(MagnetHosts), Places.Kurdistan, "voluntary-returnee", "principal"),
            "tact" => Home(dice, programme, dice.Of(TactHosts), dice.Weighted(Places.Tact, place => place.Weight), "victim-of-trafficking", "principal"),
            _ => Home(dice, programme, "FR", dice.Weighted(Places.Calais, place => place.Weight), "voluntary-returnee", "principal"),
        };
    }

    private static Return Home(Dice dice, string programme, string host, Place place, string category, string role) =>
        new(programme, dice.Of(place.Offices), host, place.Nationality, place.Nationality, category, role, dice.Of(place.Languages));

    private static Return Airport(Dice dice)
    {
        var place = dice.Weighted(Places.Calais, one => one.Weight);
        return new("cdg-transit", "fr-paris", "FR", "FR", place.Nationality, dice.Percent(60) ? "family-reunification" : "resettled-refugee", "principal", dice.Of(place.Languages));
    }
}
