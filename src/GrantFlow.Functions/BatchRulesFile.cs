using System.Text.Json;
using System.Text.Json.Serialization;
using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;

namespace GrantFlow.Functions;

/// <summary>Reads <c>payments/batches.json</c>: how much one person in finance releases alone, and how far a bank may book beside what was released.</summary>
public static class BatchRulesFile
{
    /// <summary>Within the folder of payments.</summary>
    public const string Name = "batches.json";

    private const string Schema = "./schema/batches.schema.json";

    private const int LongestComment = 500;

    /// <summary>The rules, if the file fits.</summary>
    /// <exception cref="InvalidOperationException">The file does not fit; the message says where.</exception>
    public static BatchRules Read(string text)
    {
        try
        {
            var file = JsonSerializer.Deserialize<Form>(text, HttpJson.Options) ?? throw new InvalidOperationException($"{Name} is null.");
            if (file.Schema is not (null or Schema))
            {
                throw new InvalidOperationException($"{Name}: $schema is \"{Schema}\", or left out.");
            }

            if (file.Comment is not { Length: >= 1 and <= LongestComment } comment || comment.Trim() != comment || comment.Any(char.IsControl))
            {
                throw new InvalidOperationException($"{Name}: comment is a text of 1 to {LongestComment} characters, trimmed and in one line.");
            }

            var doubled = file.OneReleaserUpTo.GroupBy(amount => amount.Currency).FirstOrDefault(group => group.Count() > 1 || group.Any(amount => amount.IsNegative));
            if (file.MostExchangeDifferencePercent is < 0 or > 100 || !decimal.IsInteger(file.MostExchangeDifferencePercent))
            {
                throw new InvalidOperationException($"{Name}: mostExchangeDifferencePercent is a whole number from 0 to 100, or left out.");
            }

            return doubled is null
                ? new(file.OneReleaserUpTo.ToDictionary(amount => amount.Currency))
                {
                    MostExchangeDifference = file.MostExchangeDifferencePercent / 100m,
                }
                : throw new InvalidOperationException($"{Name}: give one amount of zero or more for {doubled.Key}.");
        }
        catch (JsonException wrong)
        {
            throw new InvalidOperationException($"{Name}: {wrong.Path} does not fit. {wrong.Message}", wrong);
        }
    }

    private sealed record Form(string Comment, IReadOnlyList<Money> OneReleaserUpTo)
    {
        /// <summary>Left out for the usual share.</summary>
        public decimal MostExchangeDifferencePercent { get; init; } = 100 * BatchRules.UsualExchangeDifference;

        /// <summary>For editors.</summary>
        [JsonPropertyName("$schema")]
        public string? Schema { get; init; }
    }
}
