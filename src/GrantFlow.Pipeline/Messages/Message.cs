using System.Text.Json;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Messages;

/// <summary>What travels on a queue: a body and what is needed to trace and version it.</summary>
/// <param name="Schema">What the body is, e.g. <c>grantflow.command</c>.</param>
/// <param name="Version">Version of that schema, from 1.</param>
/// <param name="Id">The same for every delivery and every re-send.</param>
/// <param name="Causation">The message or command this one comes from.</param>
/// <param name="Correlation">The grant.</param>
/// <param name="Time">When it was made (UTC).</param>
/// <param name="Body">The content.</param>
public sealed record Message<TBody>(string Schema, int Version, string Id, string Causation, GrantId Correlation, DateTimeOffset Time, TBody Body);

/// <summary>A message that cannot be read: wrong schema, wrong version, or not JSON. It ends in the poison queue, never nowhere.</summary>
public sealed class UnreadableMessageException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Writes and reads messages. Each body type has one schema and a present version; older versions stay readable.</summary>
public static class MessageText
{
    /// <summary>The version written today of every schema.</summary>
    public const int PresentVersion = 1;

    private static readonly Dictionary<Type, string> Schemas = new()
    {
        [typeof(Domain.Lifecycle.GrantCommand)] = "grantflow.command",
        [typeof(Screening.ScreeningRequest)] = "grantflow.screening-request",
        [typeof(Funding.FundingRequest)] = "grantflow.funding-request",
        [typeof(Payouts.PayoutRequest)] = "grantflow.payout-request",
        [typeof(Postings.PostedEntry)] = "grantflow.posted-entry",
        [typeof(Views.GrantSummary)] = "grantflow.grant-summary",
    };

    /// <summary>The schema's name for a body type.</summary>
    public static string SchemaOf<TBody>() => Schemas[typeof(TBody)];

    /// <summary>Writes a message.</summary>
    public static string Write<TBody>(string id, string causation, GrantId correlation, DateTimeOffset time, TBody body) =>
        JsonSerializer.Serialize(new Message<TBody>(SchemaOf<TBody>(), PresentVersion, id, causation, correlation, time, body), GrantJson.Options);

    /// <summary>Reads a message of the expected body type.</summary>
    /// <exception cref="UnreadableMessageException">Says what was expected and what was found.</exception>
    public static Message<TBody> Read<TBody>(string text)
    {
        var header = Parse<Header>(text, "a GrantFlow message");
        if (header.Schema != SchemaOf<TBody>())
        {
            throw new UnreadableMessageException($"This queue takes {SchemaOf<TBody>()}; the message says {header.Schema ?? "nothing"}.");
        }

        if (header.Version != PresentVersion)
        {
            throw new UnreadableMessageException($"Version {header.Version} of {header.Schema} is not known here; {PresentVersion} is. Deploy the newer host, then redrive.");
        }

        return Parse<Message<TBody>>(text, SchemaOf<TBody>());
    }

    private static T Parse<T>(string text, string what)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, typeof(T) == typeof(Header) ? JsonSerializerOptions.Web : GrantJson.Options)
                ?? throw new UnreadableMessageException($"The message is null, not {what}.");
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or NotSupportedException or InvalidOperationException)
        {
            // The text itself stays out of the error: it may hold anything.
            throw new UnreadableMessageException($"The message is not {what}: {(unreadable as JsonException)?.Path ?? "it does not fit"}.", unreadable);
        }
    }

    private sealed record Header(string? Schema, int Version);
}
