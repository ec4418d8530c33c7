using GrantFlow.Pipeline.Messages;

namespace GrantFlow.Pipeline.Postings;

/// <summary>Brings journal entries to the ledger.</summary>
public sealed class PostingProcessor(LedgerStore ledger)
{
    /// <summary>Handles one delivery of an entry.</summary>
    public Task Process(string text, CancellationToken cancellationToken) =>
        ledger.Store(MessageText.Read<PostedEntry>(text).Body, cancellationToken);
}
