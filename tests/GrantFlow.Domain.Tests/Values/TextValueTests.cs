using System.Reflection;
using System.Text.Json;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Values;

/// <summary>What holds for every value with a canonical text. A new type without a row here fails the last test.</summary>
public sealed class TextValueTests
{
    public static TheoryData<Type, string> Valid => new()
    {
        { typeof(GrantId), "G-0123456789ABCDEF" },
        { typeof(GrantId), "G-GHJKMNPQRSTVWXYZ" },
        { typeof(PersonId), "P-0000000000000000" },
        { typeof(AmendmentId), "A-0000000000000000" },
        { typeof(BatchId), "B-0000000000000000" },
        { typeof(JobId), "J-0000000000000000" },
        { typeof(SupplierId), "S-0000000000000000" },
        { typeof(HouseholdId), "H-0000000000000000" },
        { typeof(CommandId), "G-0123456789ABCDEF.ZZZZZZZZZZZZZZZZ" },
        { typeof(HouseholdCommandId), "H-0123456789ABCDEF.ZZZZZZZZZZZZZZZZ" },
        { typeof(LineId), "L01" },
        { typeof(LineId), "L99" },
        { typeof(PaymentId), "G-0123456789ABCDEF-L01" },
        { typeof(ActorId), "!" },
        { typeof(ActorId), "3f2a-Officer@example.org" },
        { typeof(ActorId), new string('~', 128) },
        { typeof(OfficeId), "af-kabul" },
        { typeof(ProgrammeId), "magnet-2" },
        { typeof(ProgrammeId), new string('a', 40) },
        { typeof(FundingLineId), "calais-avr/reintegration" },
        { typeof(LanguageCode), "fa" },
        { typeof(LanguageCode), "ckb" },
        { typeof(CountryCode), "FR" },
        { typeof(Currency), "EUR" },
        { typeof(AccountingPeriod), "2026-03" },
        { typeof(AccountingPeriod), "9999-12" },
    };

    public static TheoryData<Type, string?> Invalid
    {
        get
        {
            var rows = new TheoryData<Type, string?>
            {
                { typeof(GrantId), "g-0123456789ABCDEF" },
                { typeof(GrantId), "P-0123456789ABCDEF" },
                { typeof(GrantId), "G-0123456789ABCDE" },
                { typeof(GrantId), "G-0123456789ABCDEF0" },
                { typeof(GrantId), "G-0123456789ABCDEI" },
                { typeof(GrantId), "G-0123456789ABCDEU" },
                { typeof(GrantId), "G-0123456789abcdef" },
                { typeof(PersonId), "G-0123456789ABCDEF" },
                { typeof(HouseholdId), "P-0123456789ABCDEF" },
                { typeof(JobId), "B-0123456789ABCDEF" },
                { typeof(JobId), "J-0123456789ABCDEI" },
                { typeof(SupplierId), "P-0123456789ABCDEF" },
                { typeof(SupplierId), "S-0123456789ABCDE" },
                { typeof(CommandId), "G-0123456789ABCDEF" },
                { typeof(CommandId), ".0123456789ABCDEF" },
                { typeof(CommandId), "G-0123456789ABCDEF.0123456789ABCDEL" },
                { typeof(CommandId), "G-0123456789ABCDEF.0123456789ABCDEF.0123456789ABCDEF" },
                { typeof(HouseholdCommandId), "H-0123456789ABCDEF" },
                { typeof(HouseholdCommandId), ".0123456789ABCDEF" },
                { typeof(HouseholdCommandId), "G-0123456789ABCDEF.0123456789ABCDEF" },
                { typeof(HouseholdCommandId), "H-0123456789ABCDEF.0123456789ABCDEL" },
                { typeof(AccountingPeriod), "2026-3" },
                { typeof(AccountingPeriod), "2026-13" },
                { typeof(AccountingPeriod), "2026-00" },
                { typeof(AccountingPeriod), "0000-01" },
                { typeof(AccountingPeriod), "2026-03-01" },
                { typeof(AccountingPeriod), "2026/03" },
                { typeof(LineId), "L00" },
                { typeof(LineId), "L1" },
                { typeof(LineId), "L100" },
                { typeof(LineId), "l01" },
                { typeof(LineId), "L٠١" },
                { typeof(PaymentId), "-L01" },
                { typeof(PaymentId), "G-0123456789ABCDEF-L00" },
                { typeof(PaymentId), "G-0123456789ABCDEF.L01" },
                { typeof(ActorId), "two words" },
                { typeof(ActorId), "línea" },
                { typeof(ActorId), new string('a', 129) },
                { typeof(OfficeId), "AF-kabul" },
                { typeof(OfficeId), "-kabul" },
                { typeof(OfficeId), "kabul-" },
                { typeof(OfficeId), "af--kabul" },
                { typeof(ProgrammeId), new string('a', 41) },
                { typeof(ProgrammeId), "calais_avr" },
                { typeof(ProgrammeId), "calais/avr" },
                { typeof(FundingLineId), "calais-avr" },
                { typeof(FundingLineId), "/reintegration" },
                { typeof(FundingLineId), "calais-avr/" },
                { typeof(FundingLineId), "a/b/c" },
                { typeof(LanguageCode), "FA" },
                { typeof(LanguageCode), "fas" },
                { typeof(LanguageCode), "xx" },
                { typeof(LanguageCode), "fa-IR" },
                { typeof(CountryCode), "fr" },
                { typeof(CountryCode), "UK" },
                { typeof(CountryCode), "FRA" },
                { typeof(CountryCode), "XK" },
                { typeof(Currency), "eur" },
                { typeof(Currency), "XXX" },
                { typeof(Currency), "XAU" },
                { typeof(Currency), "DEM" },
            };
            foreach (var type in Types())
            {
                rows.Add(type, null);
                rows.Add(type, "");
                rows.Add(type, " ");
                rows.Add(type, "\0");
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void What_is_parsed_is_what_is_printed(Type type, string text) => Run(nameof(RoundTrip), type, text);

    [Theory]
    [MemberData(nameof(Invalid))]
    public void What_is_no_such_text_is_refused_with_what_was_expected(Type type, string? text) => Run(nameof(Refuse), type, text);

    [Fact]
    public void A_value_that_was_never_set_has_no_text()
    {
        foreach (var type in Types())
            Run(nameof(HasNoText), type, null);
    }

    [Fact]
    public void Every_type_has_examples() =>
        Assert.Equal(Types().Select(type => type.Name).Order(), Valid.Select(row => row[0]).Cast<Type>().Select(type => type.Name).Distinct().Order());

    private static void RoundTrip<T>(string text)
        where T : struct, IText<T>
    {
        Assert.True(T.TryParse(text, out var value));
        Assert.Equal(value, typeof(T).GetMethod("Parse", [typeof(string)])!.Invoke(null, [text]));
        Assert.Equal(text, value.Value);
        Assert.Equal(text, value.ToString());
        Assert.Equal($"\"{text}\"", JsonSerializer.Serialize(value));
        Assert.Equal(value, JsonSerializer.Deserialize<T>($"\"{text}\""));
        var keyed = JsonSerializer.Serialize(new Dictionary<T, int> { [value] = 1 });
        Assert.Equal($$"""{"{{text}}":1}""", keyed);
        Assert.Equal(value, JsonSerializer.Deserialize<Dictionary<T, int>>(keyed)!.Keys.Single());
    }

    private static void Refuse<T>(string? text)
        where T : struct, IText<T>
    {
        Assert.False(T.TryParse(text, out var value));
        Assert.Equal(default, value);
        var parsing = Assert.Throws<TargetInvocationException>(() => typeof(T).GetMethod("Parse", [typeof(string)])!.Invoke(null, [text]));
        Assert.Contains(T.Expected, Assert.IsType<FormatException>(parsing.InnerException).Message, StringComparison.Ordinal);
        Assert.Contains(T.Expected, Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(text))).Message, StringComparison.Ordinal);
        Assert.Contains(T.Expected, Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<T>("1")).Message, StringComparison.Ordinal);
    }

    private static void HasNoText<T>(string? nothing)
        where T : struct, IText<T>
    {
        _ = nothing;
        Assert.Throws<InvalidOperationException>(() => default(T).Value);
        Assert.Throws<InvalidOperationException>(() => default(T).ToString());
        Assert.Throws<InvalidOperationException>(() => JsonSerializer.Serialize(default(T)));
        Assert.Equal(default, default(T));
    }

    private static IEnumerable<Type> Types() =>
        typeof(IText<>).Assembly.GetExportedTypes()
            .Where(type => type.IsValueType && Array.Exists(type.GetInterfaces(), face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IText<>)));

    private static void Run(string check, Type type, string? text) =>
        typeof(TextValueTests).GetMethod(check, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [text], null);
}
