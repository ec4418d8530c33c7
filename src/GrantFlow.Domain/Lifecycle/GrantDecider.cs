using GrantFlow.Domain.Intake;

namespace GrantFlow.Domain.Lifecycle;

/// <summary>The one way into the domain: a grant (or none yet), a command, and what may be looked at, give a decision.</summary>
public static class GrantDecider
{
    /// <summary>Decides. Never throws for anything a caller could have sent.</summary>
    public static Decision Decide(Grant? grant, GrantCommand command, DecisionContext context) => (grant, command) switch
    {
        (null, SubmitGrant submit) => submit.Begin(context),
        (null, OpenCase open) => open.Begin(context),
        (null, _) => new Decision.Refused(RefusalCode.GrantNotFound, $"There is no grant {command.Id.Grant}. Check the id."),
        _ => command.Decide(grant, context),
    };

    /// <summary>The grant that a history leads to; null for an empty one.</summary>
    public static Grant? Replay(IEnumerable<GrantEvent> history) => history.Aggregate((Grant?)null, (grant, happened) => happened.Apply(grant));
}
