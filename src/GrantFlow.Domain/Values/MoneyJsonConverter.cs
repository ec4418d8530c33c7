using System.Text.Json;
using System.Text.Json.Serialization;

namespace GrantFlow.Domain.Values;

/// <summary><c>{"amount":"1250.00","currency":"EUR"}</c>, both of them texts, in either order, each exactly once and nothing else.</summary>
public sealed class MoneyJsonConverter : JsonConverter<Money>
{
    private const string Shape = """money as {"amount":"1250.00","currency":"EUR"}""";

    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException($"Expected {Shape}, found {reader.TokenType}.");

        string? amount = null, code = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            if (name == "amount" && amount is null)
                amount = ReadText(ref reader, name);
            else if (name == "currency" && code is null)
                code = ReadText(ref reader, name);
            else
                throw new JsonException($"Expected {Shape}, found an unknown or repeated member {Text.Quote(name)}.");
        }

        if (amount is null || code is null)
            throw new JsonException($"Expected {Shape}: \"{(amount is null ? "amount" : "currency")}\" is missing.");
        if (!Currency.TryParse(code, out var currency))
            throw new JsonException(Text.Complaint<Currency>(code));
        return Money.TryParse(amount, currency, out var money)
            ? money
            : throw new JsonException($"Expected {AmountText.Expected(currency)}, found {Text.Quote(amount)}.");
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("amount", value.ToAmountString());
        writer.WriteString("currency", value.Currency.Value);
        writer.WriteEndObject();
    }

    private static string ReadText(ref Utf8JsonReader reader, string member)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String
            ? reader.GetString()!
            : throw new JsonException($"Expected {Shape}: \"{member}\" is a text, found {reader.TokenType}.");
    }
}
