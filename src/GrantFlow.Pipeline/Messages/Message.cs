using System.Text.Json;
using System.Text.Json.Nodes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Versions;

namespace GrantFlow.Pipeline.Messages;

/// <summary>What travels on a queue: a body and what is needed to trace and version it.</summary>
/// <param name="Schema">What the body is, e.g. <c>grantflow.command</c>.</param>
/// <param name="Version">Version of that schema, from 1.</param>
/// <param name="Id">The same for every delivery and every re-send.</param>
/// <param name="Causation">The message or command this one comes from.</param>
/// <param name="Correlation">The grant, batch or file it is about.</param>
/// <param name="Time">When it was made (UTC).</param>
/// <param name="Body">The content.</param>
public sealed record Message<TBody>(string Schema, int Version, string Id, string Causation, string Correlation, DateTimeOffset Time, TBody Body);

/// <summary>
/// A message that cannot be read: wrong schema, wrong version, or not JSON. It ends in the poison queue, never nowhere. The
/// text never repeats what the message says, and there is no inner exception that would: it may hold anything.
/// </summary>
public sealed class UnreadableMessageException(string message) : Exception(message);

/// <summary>Writes and reads messages. Each body type has one schema and a present version; older versions stay readable, by their <see cref="Upcasts"/>.</summary>
public static class MessageText
{
    /// <summary>The schema's name for each body type.</summary>
    public static IReadOnlyDictionary<Type, string> Schemas { get; } = new Dictionary<Type, string>
    {
        [typeof(Domain.Lifecycle.GrantCommand)] = "grantflow.command",
        [typeof(Households.HouseholdRequest)] = "grantflow.household-request",
        [typeof(Screening.ScreeningRequest)] = "grantflow.screening-request",
        [typeof(Funding.FundingRequest)] = "grantflow.funding-request",
        [typeof(Payouts.PayoutRequest)] = "grantflow.payout-request",
        [typeof(Batches.BatchMessage)] = "grantflow.batch",
        [typeof(Statements.StatementRequest)] = "grantflow.statement-request",
        [typeof(Postings.PostedEntry)] = "grantflow.posted-entry",
        [typeof(Jobs.JobMessage)] = "grantflow.ledger-job",
        [typeof(Views.GrantSummary)] = "grantflow.grant-summary",
    };

    /// <summary>The version written today of a body type.</summary>
    public static int PresentVersionOf<TBody>() => Upcasts.Known.PresentOf(typeof(TBody));

    /// <summary>The schema's name for a body type.</summary>
    public static string SchemaOf<TBody>() => Schemas[typeof(TBody)];

    /// <summary>Writes a message about a grant.</summary>
    public static string Write<TBody>(string id, string causation, GrantId correlation, DateTimeOffset time, TBody body) => Write(id, causation, correlation.Value, time, body);

    /// <summary>Writes a message.</summary>
    /// <param name="id">The same for every delivery and every re-send.</param>
    /// <param name="causation">The message or command this one comes from.</param>
    /// <param name="correlation">The grant, batch or file it is about.</param>
    /// <param name="time">When it was made (UTC).</param>
    /// <param name="body">The content.</param>
    public static string Write<TBody>(string id, string causation, string correlation, DateTimeOffset time, TBody body) =>
        JsonSerializer.Serialize(new Message<TBody>(SchemaOf<TBody>(), PresentVersionOf<TBody>(), id, causation, correlation, time, body), GrantJson.Options);

    /// <summary>Reads a message of the expected body type.</summary>
    /// <exception cref="UnreadableMessageException">Says what was expected and what was found.</exception>
    /// <exception cref="LaterReleaseException">It is of this schema, and only a later release understands all of it.</exception>
    public static Message<TBody> Read<TBody>(string text) => Read<TBody>(text, Upcasts.Known);

    internal static Message<TBody> Read<TBody>(string text, Upcasts upcasts)
    {
        var header = Parse<Header>(text, "GrantFlow message");
        if (header.Schema != SchemaOf<TBody>())
        {
            var found = Schemas.Values.Contains(header.Schema) ? header.Schema : header.Schema is null ? "no schema at all" : "a schema that is not known here";
            throw new UnreadableMessageException($"This queue takes {SchemaOf<TBody>()}; the message has {found}. Send it to the queue it belongs to.");
        }

        var present = upcasts.PresentOf(typeof(TBody));
        if (header.Version > present)
        {
            throw new LaterReleaseException($"Version {header.Version} of {header.Schema} is not known here; {present} is. {LaterReleaseException.Remedy}");
        }

        if (header.Version < 1)
        {
            throw new UnreadableMessageException($"Version {header.Version} of {header.Schema} is not known here; {present} is.");
        }

        var message = Parse<Message<TBody>>(header.Version == present ? text : Lift<TBody>(text, header.Version, upcasts), SchemaOf<TBody>());
        return message.Body is null ? throw new UnreadableMessageException($"The message is no {SchemaOf<TBody>()}: it has no body.") : message;
    }

    /// <summary>The same message with its body brought to the present version.</summary>
    private static string Lift<TBody>(string text, int version, Upcasts upcasts)
    {
        var message = JsonNode.Parse(text)!.AsObject();
        if (message["body"] is JsonObject body)
        {
            message.Remove("body");
            message["body"] = upcasts.Lift(typeof(TBody), version, body);
        }

        return message.ToJsonString(GrantJson.Options);
    }

    private static T Parse<T>(string text, string what)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, typeof(T) == typeof(Header) ? JsonSerializerOptions.Web : StrictJson.Options)
                ?? throw new UnreadableMessageException($"The message is no {what}: it is null.");
        }
        catch (JsonException) when (typeof(T) != typeof(Header) && UnknownParts.In<T>(text, StrictJson.Options) is { } place)
        {
            throw new LaterReleaseException($"The {what} holds something under {place} that is not known here. {LaterReleaseException.Remedy}");
        }
        catch (JsonException unreadable)
        {
            throw new UnreadableMessageException($"The message is no {what}: {StrictJson.PlaceOf(unreadable)} does not fit.");
        }
        catch (Exception unreadable) when (unreadable is FormatException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            throw new UnreadableMessageException($"The message is no {what}: it does not fit.");
        }
    }

    private sealed record Header(string? Schema, int Version);
}
