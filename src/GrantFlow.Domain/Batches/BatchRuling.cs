using GrantFlow.Domain.Lifecycle;

namespace GrantFlow.Domain.Batches;

/// <summary>Collects every reason against a step of a batch and, when there is none, lets it happen.</summary>
internal sealed class BatchRuling
{
    private readonly PaymentBatch _batch;
    private readonly List<BatchDecision.Refused> _refusals = [];

    public BatchRuling(PaymentBatch batch, Actor actor)
    {
        _batch = batch;
        Unless(actor.Role != Role.Finance, RefusalCode.WrongRole, $"The role {actor.Role.Plain()} may not do this. Ask someone with the role {Role.Finance.Plain()}.");
    }

    /// <summary>The batch is a draft, and complete.</summary>
    public BatchRuling Draft(string otherwise) => Unless(_batch.IsImmutable, RefusalCode.WrongState, $"The batch is {PlainWords.Plain(_batch.State.ToString())}. {otherwise}")
        .Unless(!_batch.IsImmutable && _batch.Work is not null, RefusalCode.BatchNotReady, "The batch is still being gathered. Try again when it shows all its lines.");

    public BatchRuling Unless(bool refused, RefusalCode code, string why) => Unless(refused ? new(code, why) : null);

    public BatchRuling Unless(BatchDecision.Refused? refused)
    {
        if (refused is not null)
        {
            _refusals.Add(refused);
        }

        return this;
    }

    /// <summary>The first reason by precedence, or what happens.</summary>
    public BatchDecision Then(Func<PaymentBatch> happen) => _refusals.MinBy(refusal => refusal.Code) as BatchDecision ?? new BatchDecision.Accepted(happen());
}
