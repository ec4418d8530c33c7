using GrantFlow.Pipeline.Attention;
using GrantFlow.Pipeline.Audit;
using GrantFlow.Pipeline.Balances;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Deadlines;
using GrantFlow.Pipeline.Decide;
using GrantFlow.Pipeline.Dispatch;
using GrantFlow.Pipeline.DryRun;
using GrantFlow.Pipeline.Evidence;
using GrantFlow.Pipeline.Export;
using GrantFlow.Pipeline.Export.Iati;
using GrantFlow.Pipeline.Export.Jobs;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Funding.Amendments;
using GrantFlow.Pipeline.Funding.Books;
using GrantFlow.Pipeline.Funding.Forecast;
using GrantFlow.Pipeline.Households;
using GrantFlow.Pipeline.Intake;
using GrantFlow.Pipeline.Jobs;
using GrantFlow.Pipeline.Outages;
using GrantFlow.Pipeline.Payouts;
using GrantFlow.Pipeline.Payouts.BankFile;
using GrantFlow.Pipeline.Payouts.Book;
using GrantFlow.Pipeline.Payouts.CashDesk;
using GrantFlow.Pipeline.Payouts.Invoices;
using GrantFlow.Pipeline.Payouts.MobileMoney.Callbacks;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Postings.Periods;
using GrantFlow.Pipeline.Rates;
using GrantFlow.Pipeline.Screening;
using GrantFlow.Pipeline.Seals;
using GrantFlow.Pipeline.Statements;
using GrantFlow.Pipeline.Suppliers;
using GrantFlow.Pipeline.Views;
using GrantFlow.Pipeline.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Pipeline;

/// <summary>Puts the pipeline together. Storage, vault, catalogue, the rules of batches and the payout provider come from outside.</summary>
public static class PipelineServices
{
    /// <summary>Adds every step, each once per process.</summary>
    public static IServiceCollection AddPipeline(this IServiceCollection services) => services
        .AddSingleton<GrantStore>()
        .AddSingleton<DecisionContexts>()
        .AddSingleton<CommandGate>()
        .AddSingleton<WaitingRoom>()
        .AddSingleton<CommandStatus>()
        .AddSingleton<CommandProcessor>()
        .AddSingleton<HouseholdStore>()
        .AddSingleton<HouseholdMembers>()
        .AddSingleton<HouseholdStatus>()
        .AddSingleton<HouseholdGate>()
        .AddSingleton<HouseholdProcessor>()
        .AddSingleton<Dispatcher>()
        .AddSingleton<UnfinishedStore>()
        .AddSingleton<UnfinishedWatch>()
        .AddSingleton<IWorkToFinish, HouseholdRest>()
        .AddSingleton<IWorkToFinish, StatementRest>()
        .AddSingleton<WaitingStore>()
        .AddSingleton<Sweeper>()
        .AddSingleton<WaitingWatch>()
        .AddSingleton<Answers>()
        .AddSingleton<Periods>()
        .AddSingleton<IdentityClaims>()
        .AddSingleton<LikelyDuplicates>()
        .AddSingleton<ScreeningProcessor>()
        .AddSingleton<FundingStore>()
        .AddSingleton<LineBooks>()
        .AddSingleton<AmendmentStore>()
        .AddSingleton<AmendmentWork>()
        .AddSingleton<AmendmentDesk>()
        .AddSingleton<ForecastReader>()
        .AddSingleton<FundingProcessor>()
        .AddSingleton<PaymentBook>()
        .AddSingleton<PeoplesWord>()
        .AddSingleton<RateBook>()
        .AddSingleton<InvoiceClaims>()
        .AddSingleton<EvidenceUses>()
        .AddSingleton<EvidenceFiles>()
        .AddSingleton<SupplierLists>()
        .AddSingleton<ListIndexes>()
        .AddSingleton<SupplierRegister>()
        .AddSingleton<SupplierScreening>()
        .AddSingleton<SupplierStandings>()
        .AddSingleton<PayoutProcessor>()
        .AddSingleton<CallbackToken>()
        .AddSingleton<CallbackInbox>()
        .AddSingleton<VoucherCode>()
        .AddSingleton<Vouchers>()
        .AddSingleton<BatchStore>()
        .AddSingleton<BatchList>()
        .AddSingleton<DueList>()
        .AddSingleton<DueLines>()
        .AddSingleton<BatchReleases>()
        .AddSingleton<BatchSource>()
        .AddSingleton<BatchGathering>()
        .AddSingleton<BatchRetrying>()
        .AddSingleton<BatchReleasing>()
        .AddSingleton<BatchFailures>()
        .AddSingleton<BatchLines>()
        .AddSingleton<BatchWorker>()
        .AddSingleton<BatchRates>()
        .AddSingleton<BatchDesk>()
        .AddSingleton<BatchDrafts>()
        .AddSingleton<BatchProcessor>()
        .AddSingleton<BankFileDownloads>()
        .AddSingleton<StatementStore>()
        .AddSingleton<StatementSteps>()
        .AddSingleton<StatementImport>()
        .AddSingleton<BankInbox>()
        .AddSingleton<RowExpansion>()
        .AddSingleton<RowMatch>()
        .AddSingleton<StatementMatcher>()
        .AddSingleton<StatementProcessor>()
        .AddSingleton<StatementDecisions>()
        .AddSingleton<SealStore>()
        .AddSingleton<PeriodBook>()
        .AddSingleton<PeriodDesk>()
        .AddSingleton<LedgerStore>()
        .AddSingleton<Sealer>()
        .AddSingleton<BalanceBook>()
        .AddSingleton<ProofFile>()
        .AddSingleton<RowProofs>()
        .AddSingleton<GrantFiles>()
        .AddSingleton<PostingProcessor>()
        .AddSingleton<GrantJournals>()
        .AddSingleton<LedgerReconciliation>()
        .AddSingleton<LedgerRebuild>()
        .AddSingleton<Spells>()
        .AddSingleton<OutagePatience>()
        .AddSingleton(LagPatience.Usual)
        .AddSingleton<WorkListLag>()
        .AddSingleton<FailureStore>()
        .AddSingleton<FailureNotes>()
        .AddSingleton<PoisonWatch>()
        .AddSingleton<FailureDesk>()
        .AddSingleton<GrantListStore>()
        .AddSingleton<GrantList>()
        .AddSingleton<ViewProcessor>()
        .AddSingleton<ProgrammeDryRun>()
        .AddSingleton<FunderNames>()
        .AddSingleton<LedgerExport>()
        .AddSingleton<ExportSlices>()
        .AddSingleton<ExportLink>()
        .AddSingleton<RebuildSlices>()
        .AddSingleton<ReconciliationSlices>()
        .AddSingleton<NightlyReconciliation>()
        .AddSingleton(JobPace.Usual)
        .AddSingleton<JobStore>()
        .AddSingleton<JobProcessor>()
        .AddSingleton<IatiExport>()
        .AddSingleton<DueDays>()
        .AddSingleton<EarlierGrants>()
        .AddSingleton<DeadlineClock>();
}
