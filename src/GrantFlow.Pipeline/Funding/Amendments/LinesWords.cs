using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Funding.Amendments;

/// <summary>What is said in more than one place.</summary>
internal static class LinesWords
{
    public static string NotEnough(FundingLineId line, Money asked, Money free) =>
        $"{line} has {free} free, and {asked} is to be taken away: what is reserved or spent stays. Ask for {free} or less, or wait until grants give money back.";
}
