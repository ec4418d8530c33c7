using GrantFlow.Pipeline.Messages;

namespace GrantFlow.Pipeline.Views;

/// <summary>Brings changed grants to the work lists.</summary>
public sealed class ViewProcessor(GrantListStore lists)
{
    /// <summary>Handles one delivery of a grant's line.</summary>
    public Task Process(string text, CancellationToken cancellationToken) =>
        lists.Show(MessageText.Read<GrantSummary>(text).Body, cancellationToken);
}
