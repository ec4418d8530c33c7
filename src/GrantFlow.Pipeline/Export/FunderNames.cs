using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Export;

/// <summary>How programmes and funding lines are called toward funders. Sealed once is sealed in every export, whatever a later version says.</summary>
public sealed class FunderNames(Catalogue catalogue)
{
    /// <summary>A programme's name.</summary>
    public string Of(ProgrammeId programme) => Rules(programme) is { } rules ? NeutralText.ForFunder(rules) : NeutralText.Programme;

    /// <summary>A funding line's name.</summary>
    public string Of(FundingLineId line) => Rules(line.Programme) is { } rules ? NeutralText.ForFunder(rules, line) : NeutralText.Programme;

    /// <summary>Whether a programme is called otherwise than we call it.</summary>
    public bool IsSealed(ProgrammeId programme) => Rules(programme) is not { Sealed: false };

    private Programme? Rules(ProgrammeId programme) =>
        catalogue.Versions.GetValueOrDefault(programme) is { } versions ? versions.LastOrDefault(one => one.Sealed) ?? versions[^1] : null;
}
