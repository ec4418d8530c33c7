using System.Text.Json;
using GrantFlow.Domain.Values;

namespace GrantFlow.Functions.Http;

/// <summary>Which grant a message is about, when it can be told at all.</summary>
internal static class PoisonedGrant
{
    public static GrantId? Of(string body)
    {
        try
        {
            using var message = JsonDocument.Parse(body);
            return message.RootElement.ValueKind == JsonValueKind.Object
                && message.RootElement.TryGetProperty("correlation", out var correlation)
                && correlation.ValueKind == JsonValueKind.String
                && GrantId.TryParse(correlation.GetString(), out var grant)
                    ? grant
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
