using System.Text.Json;
using GrantFlow.Domain.Values;

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

/// <summary>Writes and reads messages. Each body type has one schema and a present version; older versions stay readable.</summary>
public static class MessageText
{
    /// <summary>The version written today of every schema.</summary>
    public const int PresentVersion = 1;

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
        JsonSerializer.Serialize(new Message<TBody>(SchemaOf<TBody>(), PresentVersion, id, causation, correlation, time, body), GrantJson.Options);

    /// <summary>Reads a message of the expected body type.</summary>
    /// <exception cref="UnreadableMessageException">Says what was expected and what was found.</exception>
    public static Message<TBody> Read<TBody>(string text)
    {
        var header = Parse<Header>(text, "GrantFlow message");
        if (header.Schema != SchemaOf<TBody>())
        {
            var found = Schemas.Values.Contains(header.Schema) ? header.Schema : header.Schema is null ? "no schema at all" : "a schema that is not known here";
            throw new UnreadableMessageException($"This queue takes {SchemaOf<TBody>()}; the message has {found}. Send it to the queue it belongs to.");
        }

        if (header.Version != PresentVersion)
        {
            throw new UnreadableMessageException($"Version {header.Version} of {header.Schema} is not known here; {PresentVersion} is. Deploy the newer host, then redrive.");
        }

        var message = Parse<Message<TBody>>(text, SchemaOf<TBody>());
        return message.Body is null ? throw new UnreadableMessageException($"The message is no {SchemaOf<TBody>()}: it has no body.") : message;
    }

    private static T Parse<T>(string text, string what)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, typeof(T) == typeof(Header) ? JsonSerializerOptions.Web : StrictJson.Options)
                ?? throw new UnreadableMessageException($"The message is no {what}: it is null.");
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
