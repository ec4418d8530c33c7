using GrantFlow.Functions.Http.Doors;

namespace GrantFlow.Functions.Http.Bodies;

/// <summary>Which part of the ledger is asked for as a file: the parameters of <c>GET /api/ledger/export</c> by their names.</summary>
internal sealed record ExportJobBody(string From, string To) : IChecked
{
    public string? Programme { get; init; }

    public string? Line { get; init; }

    public string? Funder { get; init; }

    public string? Office { get; init; }

    public string? Account { get; init; }

    public string? Period { get; init; }

    public string? For { get; init; }

    public string? Format { get; init; }

    /// <summary>As parameters, which say themselves what is wrong with them.</summary>
    public Query ToQuery() => new(
    [
        new("from", From), new("to", To), new("programme", Programme), new("line", Line), new("funder", Funder), new("office", Office), new("account", Account), new("period", Period), new("for", For),
        new("format", Format),
    ]);

    public IEnumerable<FieldError> Check() => [];
}
