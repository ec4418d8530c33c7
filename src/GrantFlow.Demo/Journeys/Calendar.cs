using GrantFlow.Demo.Scenario;

namespace GrantFlow.Demo.Journeys;

/// <summary>The days of one walk.</summary>
/// <param name="Signed">The declaration.</param>
/// <param name="Returned">Null where nobody asks.</param>
/// <param name="Departed">Left the host country.</param>
/// <param name="Arrived">Met by the office.</param>
/// <param name="Delivered">What is in kind was handed over.</param>
internal sealed record Days(DateOnly Signed, DateOnly? Returned, DateOnly Departed, DateOnly Arrived, DateOnly Delivered);

/// <summary>
/// When things happen. Nearly all days are fixed: a request said again on another day must be the same request. Where a
/// programme counts deadlines from the return, they follow from the day on which the run began, which its first grant
/// remembers.
/// </summary>
internal sealed class Calendar
{
    private readonly TaskCompletionSource<DateOnly> _began = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Tells the day; every time it is the same.</summary>
    public void Began(DateTimeOffset submittedAt) => _began.TrySetResult(DateOnly.FromDateTime(submittedAt.UtcDateTime));

    /// <summary>Nobody waits any longer for a first grant that there is not.</summary>
    public void NeverBegan() => _began.TrySetException(new DemoException("The run's first grant was not handed in, so there is no first day to count from."));

    public async Task<Days> Of(Person person, CancellationToken cancellationToken)
    {
        if (person.Return.Programme != "eurp")
        {
            return new Days(person.SignedOn, null, person.ArrivedOn.AddDays(-1), person.ArrivedOn, person.ArrivedOn.AddDays(14));
        }

        var began = await _began.Task.WaitAsync(cancellationToken);
        return new Days(began.AddDays(-40), began.AddDays(-6), began.AddDays(-6), began.AddDays(-5), began);
    }
}
