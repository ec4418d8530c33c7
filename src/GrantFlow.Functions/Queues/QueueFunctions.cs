using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Decide;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Households;
using GrantFlow.Pipeline.Jobs;
using GrantFlow.Pipeline.Payouts;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Screening;
using GrantFlow.Pipeline.Statements;
using GrantFlow.Pipeline.Views;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Queues;

/// <summary>Every queue and what handles it. Messages come as text: one parser reads them the same under every host.</summary>
public sealed class QueueFunctions(
    CommandProcessor commands, HouseholdProcessor households, ScreeningProcessor screening, FundingProcessor funding, PayoutProcessor payouts, BatchProcessor batches, StatementProcessor statements, PostingProcessor postings, ViewProcessor views, JobProcessor jobs)
{
    /// <summary>The only writer of grants.</summary>
    [Function("GrantCommands")]
    public Task Commands([QueueTrigger(QueueNames.Commands, Connection = Settings.StorageConnection)] string message, CancellationToken cancellationToken) =>
        commands.Process(message, cancellationToken);

    /// <summary>Hands what is asked of a family to its members' grants.</summary>
    [Function("HouseholdRequests")]
    public Task Households([QueueTrigger(QueueNames.Households, Connection = Settings.StorageConnection)] string message, CancellationToken cancellationToken) =>
        households.Process(message, cancellationToken);

    /// <summary>Looks for other grants of the same person.</summary>
    [Function("ScreenGrants")]
    public Task Screening([QueueTrigger(QueueNames.Screening, Connection = Settings.StorageConnection)] string message, CancellationToken cancellationToken) =>
        screening.Process(message, cancellationToken);

    /// <summary>Reserves, releases and settles money.</summary>
    [Function("HoldFunds")]
    public Task Funding([QueueTrigger(QueueNames.Funding, Connection = Settings.StorageConnection)] string message, CancellationToken cancellationToken) =>
        funding.Process(message, cancellationToken);

    /// <summary>Pays.</summary>
    [Function("PayPeople")]
    public Task Payouts([QueueTrigger(QueueNames.Payouts, Connection = Settings.StorageConnection)] string message, CancellationToken cancellationToken) =>
        payouts.Process(message, cancellationToken);

    /// <summary>Lists what is due, gathers and releases batches, and follows their lines.</summary>
    [Function("MoveBatches")]
    public Task Batches([QueueTrigger(QueueNames.Batches, Connection = Settings.StorageConnection)] string message, CancellationToken cancellationToken) =>
        batches.Process(message, cancellationToken);

    /// <summary>Brings what banks say to the grants.</summary>
    [Function("ReadStatements")]
    public Task Statements([QueueTrigger(QueueNames.Statements, Connection = Settings.StorageConnection)] string message, CancellationToken cancellationToken) =>
        statements.Process(message, cancellationToken);

    /// <summary>Brings entries to the ledger.</summary>
    [Function("PostEntries")]
    public Task Postings([QueueTrigger(QueueNames.Postings, Connection = Settings.StorageConnection)] string message, CancellationToken cancellationToken) =>
        postings.Process(message, cancellationToken);

    /// <summary>Brings grants to the work lists.</summary>
    [Function("ShowGrants")]
    public Task Views([QueueTrigger(QueueNames.Views, Connection = Settings.StorageConnection)] string message, CancellationToken cancellationToken) =>
        views.Process(message, cancellationToken);

    /// <summary>Does large exports and rebuilds of the ledger, a slice a message.</summary>
    [Function("ExportLedgerFiles")]
    public Task Exports([QueueTrigger(QueueNames.Exports, Connection = Settings.StorageConnection)] string message, CancellationToken cancellationToken) =>
        jobs.Process(message, cancellationToken);
}
