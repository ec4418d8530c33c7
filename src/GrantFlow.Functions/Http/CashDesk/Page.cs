using System.Globalization;
using System.Net;
using System.Text;
using GrantFlow.Domain.Values;
using Microsoft.AspNetCore.Http;

namespace GrantFlow.Functions.Http.CashDesk;

/// <summary>A page that stands alone: no script, nothing loaded, readable on a phone and on paper. Every text is encoded.</summary>
internal static class Page
{
    private const string Style = """
        :root { color-scheme: light; }
        * { box-sizing: border-box; }
        body { margin: 0; padding: 1rem; font: 1rem/1.4 system-ui, sans-serif; color: #111; background: #fff; }
        main { max-width: 26rem; margin: 0 auto; }
        h1 { font-size: 1.4rem; margin: 0 0 .75rem; }
        dl { margin: 0 0 1rem; display: grid; grid-template-columns: auto 1fr; gap: .35rem .9rem; }
        dt { color: #444; }
        dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
        .amount { font-size: 1.6rem; font-weight: 700; margin: 0 0 1rem; }
        .code { font: 700 2rem/1.2 ui-monospace, monospace; letter-spacing: .06em; text-align: center; border: 2px solid #111; padding: .5rem; margin: 0 0 1rem; }
        .qr { width: 15rem; max-width: 100%; margin: 0 auto 1rem; }
        .qr svg { display: block; width: 100%; height: auto; }
        .line { border-top: 1px solid #111; margin-top: 3.5rem; padding-top: .25rem; }
        @media print { @page { margin: 15mm; } body { padding: 0; } main { break-inside: avoid; } }
        """;

    /// <summary>An answer that nobody keeps, and that runs and loads nothing.</summary>
    public static IResult Of(HttpRequest request, string title, string content)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        var page = $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Text(title)}</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <h1>{Text(title)}</h1>
            {content}
            </main>
            </body>
            </html>

            """;
        return Results.Content(page, "text/html; charset=utf-8", Encoding.UTF8, StatusCodes.Status200OK);
    }

    /// <summary>Whether the caller wants a page.</summary>
    public static bool IsAskedFor(HttpRequest request) => request.Headers.Accept.Any(accept => accept?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>Terms and what they are.</summary>
    public static string Facts(params (string Term, string What)[] facts) =>
        $"<dl>{string.Concat(facts.Select(fact => $"<dt>{Text(fact.Term)}</dt><dd>{Text(fact.What)}</dd>"))}</dl>";

    public static string Text(string text) => WebUtility.HtmlEncode(text);

    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>An amount with its thousands apart: people count zeros badly.</summary>
    public static string Amount(Money money)
    {
        var text = money.ToAmountString();
        var whole = text.Split('.')[0];
        var grouped = string.Concat(whole.Select((digit, at) => at > 0 && (whole.Length - at) % 3 == 0 ? $"\u202f{digit}" : $"{digit}"));
        return $"{grouped}{text[whole.Length..]} {money.Currency}";
    }
}
