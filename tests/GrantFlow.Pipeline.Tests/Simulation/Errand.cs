using GrantFlow.Pipeline.Intake;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.Simulation;

/// <summary>Something that somebody asks at a door, under a key: again and again while there is no answer, until they lose patience.</summary>
/// <param name="simulation">Where.</param>
/// <param name="what">In a few words.</param>
/// <param name="ask">Asks a host once.</param>
internal sealed class Errand(SimRun simulation, string what, Func<Parts, Task<GateAnswer>> ask)
{
    private int _left = 1 + simulation.Random.Next(6);

    /// <summary>What was answered first; null while nothing was.</summary>
    public GateAnswer? Answer { get; private set; }

    public void Begin(bool patient = false)
    {
        _left = patient ? int.MaxValue : _left;
        Try();
    }

    private void Try()
    {
        if (simulation.AnyHost() is not { } host)
        {
            Again("finds no host");
            return;
        }

        simulation.Say($"somebody asks {host.Name}: {what}");
        GateAnswer? answer = null;
        host.Begin(async () => answer = await ask(host.Parts), failure => Ends(failure, answer), () => Again("lost its host"));
    }

    private void Ends(Exception? failure, GateAnswer? answer)
    {
        if (failure is MishapException or InvalidOperationException)
        {
            Again($"failed: {failure.Message}");
        }
        else if (failure is not null)
        {
            simulation.Breaks(failure);
        }
        else
        {
            simulation.Say($"{what}: {answer}");
            simulation.Tally.Add("answer", answer switch { GateAnswer.Passed => "accepted", GateAnswer.Refused => "refused at the door", _ => "key used before" });
            if (answer is GateAnswer.KeyReused || (Answer is GateAnswer.Passed && answer is not GateAnswer.Passed))
            {
                simulation.Breaks(new InvalidOperationException($"{what} was answered with {Answer} first and with {answer} then."));
            }

            Answer ??= answer;
        }
    }

    private void Again(string why)
    {
        simulation.Say($"{what} {why}");
        if (--_left > 0)
        {
            simulation.In(simulation.Seconds(1, 20), Try);
        }
        else
        {
            simulation.Tally.Add("answer", "none: the caller gave up");
        }
    }
}
