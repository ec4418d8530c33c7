using System.Text.Json;

namespace GrantFlow.LocalHost;

/// <summary>
/// The settings of <c>host.json</c> that this host honours, with the defaults of the Functions host (v4) where the file is silent.
/// </summary>
public sealed record HostJson
{
    /// <summary>What stands before every route (<c>extensions.http.routePrefix</c>); may be empty.</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>The settings of <c>extensions.queues</c>.</summary>
    public QueueSettings Queues { get; init; } = new();

    /// <summary>Reads a file.</summary>
    /// <exception cref="LocalHostException">The file is missing, is no JSON, or holds a value that is not allowed; the setting is named.</exception>
    public static HostJson Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (IOException error)
        {
            throw new LocalHostException($"{path} cannot be read: build the project again, it copies host.json there.", error);
        }
    }

    /// <summary>Reads the text of a file.</summary>
    /// <exception cref="LocalHostException">The text is no JSON or holds a value that is not allowed; the setting is named.</exception>
    public static HostJson Parse(string json)
    {
        using var document = ParseDocument(json);
        var extensions = new HostJsonSection(document.RootElement, "").Section("extensions");
        var queues = extensions.Section("queues");
        var defaults = new QueueSettings();
        var batchSize = queues.Integer("batchSize", defaults.BatchSize, 1, 32);
        return new HostJson
        {
            RoutePrefix = extensions.Section("http").Text("routePrefix", "api").Trim('/'),
            Queues = new QueueSettings
            {
                BatchSize = batchSize,
                NewBatchThreshold = queues.Integer("newBatchThreshold", batchSize / 2, 0, 1000),
                MaxDequeueCount = queues.Integer("maxDequeueCount", defaults.MaxDequeueCount, 1, 1000),
                VisibilityTimeout = queues.Duration("visibilityTimeout", defaults.VisibilityTimeout, TimeSpan.Zero, TimeSpan.FromDays(7)),
                MaxPollingInterval = queues.Duration(
                    "maxPollingInterval", defaults.MaxPollingInterval, QueueSettings.MinPollingInterval, TimeSpan.FromHours(1)),
                MessageEncoding = queues.Choice("messageEncoding", defaults.MessageEncoding),
            },
        };
    }

    private static JsonDocument ParseDocument(string json)
    {
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        }
        catch (JsonException error)
        {
            throw new LocalHostException($"host.json is not JSON: {error.Message}", error);
        }
    }
}
