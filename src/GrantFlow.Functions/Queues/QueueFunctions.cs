using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Attention;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Decide;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Households;
using GrantFlow.Pipeline.Jobs;
using GrantFlow.Pipeline.Outages;
using GrantFlow.Pipeline.Payouts;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Screening;
using GrantFlow.Pipeline.Statements;
using GrantFlow.Pipeline.Views;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Queues;

/// <summary>Every queue and what handles it. Messages come as text: one parser reads them the same under every host.</summary>
public sealed class QueueFunctions(
    CommandProcessor commands, HouseholdProcessor households, ScreeningProcessor screening, FundingProcessor funding, PayoutProcessor payouts, BatchProcessor batches, StatementProcessor statements, PostingProcessor postings, ViewProcessor views, JobProcessor jobs, OutagePatience patience, FailureNotes notes)
{
    /// <summary>The only writer of grants.</summary>
    [Function("GrantCommands")]
    public Task Commands([QueueTrigger(QueueNames.Commands, Connection = Settings.StorageConnection)] string message, CancellationToken cancellationToken) =>
        Handle(QueueNames.Commands, message, () => commands.Process(message, cancellationToken), cancellationToken);

    /// <summary>Hands what is asked of a family to its members' grants.</summary>
    [Function("HouseholdRequests")]
    public Task Households([QueueTrigger(QueueNames.Households, Connection = Settings.StorageConnection)] string message, CancellationToken cancellationToken) =>
        Handle(QueueNames.Households, message, () => households.Process(message, cancellationToken), cancellationToken);

    /// <summary>Looks for other grants of the same person.</summary>
    [Function("ScreenGrants")]
    public Task Screening([QueueTrigger(QueueNames.Screening, Connection = Settings.StorageConnection)] string message, CancellationToken cancellationToken) =>
        Handle(QueueNames.Screening, message, () => screening.Process(message, cancellationToken), cancellationToken);

    /// <summary>Reserves, releases and settles money.</summary>
    [Function("HoldFunds")]
    public Task Funding([QueueTrigger(QueueNames.Funding, Connection = Settings.StorageConnection)] string message, CancellationToken cancellationToken) =>
        Handle(QueueNames.Funding, message, () => funding.Process(message, cancellationToken), cancellationToken);

    /// <summary>Pays.</summary>
    [Function("PayPeople")]
    public Task Payouts([QueueTrigger(QueueNames.Payouts, Connection = Settings.StorageConnection)] string message, CancellationToken cancellationToken) =>
        Handle(QueueNames.Payouts, message, () => payouts.Process(message, cancellationToken), cancellationToken);

    /// <summary>Lists what is due, gathers and releases batches, and follows their lines.</summary>
    [Function("MoveBatches")]
    public Task Batches([QueueTrigger(QueueNames.Batches, Connection = Settings.StorageConnection)] string message, CancellationToken cancellationToken) =>
        Handle(QueueNames.Batches, message, () => batches.Process(message, cancellationToken), cancellationToken);

    /// <summary>Brings what banks say to the grants.</summary>
    [Function("ReadStatements")]
    public Task Statements([QueueTrigger(QueueNames.Statements, Connection = Settings.StorageConnection)] string message, CancellationToken cancellationToken) =>
        Handle(QueueNames.Statements, message, () => statements.Process(message, cancellationToken), cancellationToken);

    /// <summary>Brings entries to the ledger.</summary>
    [Function("PostEntries")]
    public Task Postings([QueueTrigger(QueueNames.Postings, Connection = Settings.StorageConnection)] string message, CancellationToken cancellationToken) =>
        Handle(QueueNames.Postings, message, () => postings.Process(message, cancellationToken), cancellationToken);

    /// <summary>Brings grants to the work lists.</summary>
    [Function("ShowGrants")]
    public Task Views([QueueTrigger(QueueNames.Views, Connection = Settings.StorageConnection)] string message, CancellationToken cancellationToken) =>
        Handle(QueueNames.Views, message, () => views.Process(message, cancellationToken), cancellationToken);

    /// <summary>Does large exports and rebuilds of the ledger, a slice a message.</summary>
    [Function("ExportLedgerFiles")]
    public Task Exports([QueueTrigger(QueueNames.Exports, Connection = Settings.StorageConnection)] string message, CancellationToken cancellationToken) =>
        Handle(QueueNames.Exports, message, () => jobs.Process(message, cancellationToken), cancellationToken);

    /// <summary>A message waits while what it needs does not answer; of any other failure the reason is kept.</summary>
    private Task Handle(string queue, string message, Func<Task> handle, CancellationToken cancellationToken) =>
        notes.Handle(queue, message, () => patience.Handle(queue, message, handle, cancellationToken), cancellationToken);
}
