using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Evidence;
using GrantFlow.Pipeline.Payouts.Book;
using GrantFlow.Pipeline.Postings;

namespace GrantFlow.Pipeline.Audit;

/// <summary>An entry of a grant and its place in the ledger.</summary>
/// <param name="Journal">As it was committed with the grant.</param>
/// <param name="Posted">As the ledger has it; null while it is on its way, or lost.</param>
public sealed record TracedEntry(PostedEntry Journal, PostedEntry? Posted);

/// <summary>An attempt to pay, and the bank file it left in.</summary>
/// <param name="Attempt">From the book of payments.</param>
/// <param name="File">Null where it left another way, or its batch has no file yet.</param>
public sealed record TracedPayment(PaymentAttempt Attempt, BatchFile? File);

/// <summary>Everything that is on file about one grant, but who the person is.</summary>
/// <param name="Grant">As it stands.</param>
/// <param name="History">Its events in order.</param>
/// <param name="Looks">Who looked at the person.</param>
/// <param name="Entries">Its journal, in order.</param>
/// <param name="Payments">By line and attempt.</param>
/// <param name="Evidence">Files that prove deliveries, by line.</param>
public sealed record GrantFile(
    Grant Grant, IReadOnlyList<GrantEvent> History, IReadOnlyList<Look> Looks, IReadOnlyList<TracedEntry> Entries, IReadOnlyList<TracedPayment> Payments, IReadOnlyList<EvidenceFile> Evidence);
