using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Programmes;

/// <summary>Every programme and office the system knows. Built by the catalogue reader, or by a test from its own parts.</summary>
public sealed class Catalogue(IReadOnlyDictionary<ProgrammeId, Programme> programmes, IReadOnlyDictionary<OfficeId, Office> offices)
{
    public IReadOnlyDictionary<ProgrammeId, Programme> Programmes { get; } = programmes;

    public IReadOnlyDictionary<OfficeId, Office> Offices { get; } = offices;

    public Programme? Find(ProgrammeId id) => Programmes.GetValueOrDefault(id);

    public Office? Find(OfficeId id) => Offices.GetValueOrDefault(id);

    public FundingLine? Find(FundingLineId id) => Find(id.Programme)?.FundingLines.SingleOrDefault(line => line.Id == id);
}
