using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GrantFlow.Simulator.Bank;

/// <summary>
/// A bank at a counter: whoever brings a payment file gets its answers, one kind at a time. It keeps nothing, so the same file has the same answers, but for the day.
/// </summary>
internal static class BankDoors
{
    private static readonly Dictionary<string, Action<BankFile, BankTerms, Stream>> Answers = new()
    {
        ["status-report"] = StatusReport.Write,
        ["debits"] = (file, terms, output) => Bookings.WriteDebits(file, terms, output),
        ["late-debits"] = (file, terms, output) => Bookings.WriteDebits(file, terms, output, late: true),
        ["returns"] = Bookings.WriteReturns,
        ["statement"] = Bookings.WriteStatement,
    };

    public static void MapBank(this IEndpointRouteBuilder simulator) => simulator.MapPost("/bank/{answer}", Answer);

    /// <summary>The bank's rates come in the query, <c>AFN=0.0128</c>: how much of the account's currency one unit costs.</summary>
    private static async Task<IResult> Answer(string answer, HttpRequest request, TimeProvider time)
    {
        if (!Answers.TryGetValue(answer, out var write))
        {
            return Results.NotFound($"There is no answer {answer}; there are {string.Join(", ", Answers.Keys)}.");
        }

        using var input = new MemoryStream();
        await request.Body.CopyToAsync(input, request.HttpContext.RequestAborted);
        input.Position = 0;
        var file = BankFile.Read(input);
        var terms = new BankTerms($"{file.MessageId}-{answer}", time.GetUtcNow(), "EUR")
        {
            Rate = currency => decimal.Parse(request.Query[currency].ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture),
        };
        using var output = new MemoryStream();
        write(file, terms, output);
        return Results.Bytes(output.ToArray(), "application/xml");
    }
}
