using System.Xml.Linq;

namespace GrantFlow.Functions.Http.Audit;

/// <summary>Parts of a page as elements, so that no text can ever become markup.</summary>
internal static class Html
{
    private const string Style = """
        :root { color-scheme: light dark; --line: #8884; --soft: #8881; --warn: #b42318; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
        h1 { font-size: 1.5rem; line-height: 1.2; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
        .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .875rem; }
        th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); }
        th.money, td.money { text-align: right; padding-right: 1rem; white-space: nowrap; font-variant-numeric: tabular-nums; }
        dl { display: grid; grid-template-columns: minmax(8rem, 12rem) 1fr; gap: .25rem 1rem; margin: 0; } dt { opacity: .75; } dd { margin: 0; }
        code { font: .8125rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere; } pre { background: var(--soft); padding: .75rem; overflow-x: auto; }
        .warning { border-left: .25rem solid var(--warn); background: var(--soft); padding: .5rem .75rem; } td p { margin: 0; } td.when { white-space: nowrap; } tr.more td { border-top: 0; } tr:has(+ tr.more) td { border-bottom: 0; }
        @media (max-width: 36rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
        @media print { body { max-width: none; font-size: 11px; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
        """;

    /// <summary>The whole page as text. It loads nothing and runs nothing.</summary>
    public static string Page(string title, params object?[] content) => "<!doctype html>\n" + new XElement(
        "html",
        new XAttribute("lang", "en"),
        new XElement(
            "head",
            new XElement("meta", new XAttribute("charset", "utf-8")),
            new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
            new XElement("meta", new XAttribute("http-equiv", "Content-Security-Policy"), new XAttribute("content", "default-src 'none'; style-src 'unsafe-inline'")),
            new XElement("title", title),
            new XElement("style", Style)),
        new XElement("body", new XElement("h1", title), content)) + "\n";

    /// <summary>A part with a heading.</summary>
    public static XElement Section(string heading, params object?[] content) => new("section", new XElement("h2", heading), content);

    /// <summary>Names and values; those without a value are left out.</summary>
    public static XElement Facts(params (string Name, string? Value)[] facts) => new("dl", facts.Where(fact => !string.IsNullOrEmpty(fact.Value)).Select(fact => new[] { new XElement("dt", fact.Name), new XElement("dd", fact.Value) }));

    /// <summary>A table; a row is one content a column. One that begins with null goes on with the row above it.</summary>
    public static XElement Table(IEnumerable<string> columns, IEnumerable<object?[]> rows) => new(
        "div",
        new XAttribute("class", "wide"),
        new XElement(
            "table",
            new XElement("thead", new XElement("tr", columns.Select(column => new XElement("th", new XAttribute("scope", "col"), column is "Amount" or "Debit" or "Credit" ? new XAttribute("class", "money") : null, column)))),
            // An element without content would be written as if it were never closed.
            new XElement("tbody", "", rows.Select(row => new XElement(
                "tr",
                row[0] is null ? new XAttribute("class", "more") : null,
                row.Select(cell => cell is XElement { Name.LocalName: "td" } ready ? ready : new XElement("td", "", cell)))))));

    /// <summary>A cell of amounts.</summary>
    public static XElement Money(string? amount) => new("td", new XAttribute("class", "money"), amount ?? "");

    /// <summary>A cell of days and times, which never break.</summary>
    public static XElement When(params string?[] lines) => new("td", new XAttribute("class", "when"), "", Lines(lines));

    /// <summary>Lines of a cell, one below the other.</summary>
    public static IEnumerable<XElement> Lines(IEnumerable<string?> lines) => lines.Where(line => !string.IsNullOrEmpty(line)).Select(line => new XElement("p", line));

    /// <summary>What is read letter by letter.</summary>
    public static XElement Code(string text) => new("code", text);

    /// <summary>What must not be overlooked.</summary>
    public static XElement Warning(string text) => new("p", new XAttribute("class", "warning"), text);
}
