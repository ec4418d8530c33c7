using System.Collections.Frozen;

namespace GrantFlow.Pipeline.Screening.Names;

/// <summary>Words that are part of the name next to them, or of none. Written together, apart or left out by turns: ICAO Doc 9303 part 3 and the offices' forms do not agree.</summary>
internal static class Compounds
{
    /// <summary>Arabic articles, also as they sound before s, r, n, d, t, z and sh.</summary>
    public static readonly FrozenSet<string> Articles = Set("AL EL UL OL IL AR ER AS ES AD ED AZ EZ AN EN ASH ESH ATH");

    /// <summary>Son or daughter of.</summary>
    public static readonly FrozenSet<string> Filiations = Set("BIN BEN IBN BINT BINTI OULD WALAD WAD");

    /// <summary>Servant of: one of the names of God follows.</summary>
    public static readonly FrozenSet<string> Servants = Set("ABD ABDU ABDUL ABDEL ABDAL ABDOUL ABDOL ABDIL ABDUR ABDER ABDAR ABDUS ABDES ABDAS");

    /// <summary>Father or mother of.</summary>
    public static readonly FrozenSet<string> Parents = Set("ABU ABO ABOU UM UMM OM OUM");

    /// <summary>Endings that are also written as a word of their own: of God, of the faith, son of, tribe of.</summary>
    public static readonly FrozenSet<string> Endings = Set(
        "ULLAH ULLA ALLAH ALLA OLLAH ELLAH LLAH UDDIN EDDIN EDDINE ADDIN ODDIN ALDIN ELDIN DIN DINE DEEN ZADEH ZADE ZADA ZAI ZAY ZOY ZEY SAI KHEL KHIL POUR PUR POOR NEJAD NEZHAD REZA RIZA");

    /// <summary>First halves of Ethiopian and Eritrean names, as <see cref="Skeleton"/>: servant, power, plant, child, wealth, hope of.</summary>
    public static readonly FrozenSet<string> FirstHalves = Skeletons("GEBRE HAILE TEKLE WOLDE HABTE TESFA KIFLE FIKRE AMDE ZERA LETE OGBA ANDE BERHANE");

    /// <summary>Their second halves: Mary, saviour, Trinity, Michael, faith, George, Jesus, Gabriel, light, life, father and others.</summary>
    public static readonly FrozenSet<string> SecondHalves = Skeletons(
        "MARIAM MEDHIN SELASSIE MICHAEL MIKIEL HAIMANOT GIORGIS YESUS KIDAN GABRIEL BERHAN HIWOT AB TSADIK EGZIABHER MESKEL KRISTOS AMLAK SION LIBANOS");

    /// <summary>Titles and courtesies: they say little beside two other names.</summary>
    public static readonly FrozenSet<string> Titles = Set("KHAN JAN HAJI HAJJI HAJ AGHA BIBI MULLAH MULLA MAULAWI SHEIKH SHAIKH CHEIKH");

    /// <summary>So many people have these that they say little, as <see cref="Skeleton"/>.</summary>
    public static readonly FrozenSet<string> Common = Skeletons("MOHAMMED AHMED ALI HASSAN KHAN ABDULLAH");

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static FrozenSet<string> Skeletons(string words) => words.Split(' ').Select(word => Skeleton.Of(Romanisation.SoundsOf(word))).ToFrozenSet(StringComparer.Ordinal);
}
