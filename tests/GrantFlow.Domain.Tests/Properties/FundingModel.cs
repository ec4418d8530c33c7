using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using Xunit.Sdk;

namespace GrantFlow.Domain.Tests.Properties;

/// <summary>
/// A funding line seen from outside: it knows only what it is asked, in whatever order and however often, and complains when
/// it is asked for what cannot be.
/// </summary>
internal sealed class FundingModel
{
    private readonly Dictionary<string, Reservation> _reservations = [];
    private readonly HashSet<string> _done = [];

    /// <summary>Reserved and neither given back nor spent.</summary>
    public long Held => _reservations.Values.Sum(one => one.Held);

    public long Settled { get; private set; }

    /// <summary>The answer to a reservation, the same every time; null when it was voided before it was made.</summary>
    public bool? Reserve(ReserveFunds ask, bool enough)
    {
        if (!_reservations.TryGetValue(ask.Reservation, out var known))
            _reservations[ask.Reservation] = known = new(Granted: enough, Held: enough ? ask.Amount.Minor : 0, Ended: !enough);
        return known.Voided ? null : known.Granted;
    }

    public void Release(ReleaseFunds ask)
    {
        if (!_done.Add($"release {ask.Reservation} {ask.Key}"))
            return;
        if (!_reservations.TryGetValue(ask.Reservation, out var known))
        {
            _reservations[ask.Reservation] = new(Granted: false, Held: 0, Ended: true, Voided: true);
            return;
        }

        // A grant that ended while it waited cannot know that the line was about to refuse: there is nothing to give back.
        if (!known.Granted)
            return;
        Change(ask.Reservation, known, ask.Amount, "released");
        if (ask.Ends)
            _reservations[ask.Reservation] = _reservations[ask.Reservation] with { Ended = true };
    }

    public void Settle(SettleFunds ask)
    {
        if (!_done.Add($"settle {ask.Reservation} {ask.Key}"))
            return;
        if (!_reservations.TryGetValue(ask.Reservation, out var known))
            throw new XunitException($"{ask.Amount} of {ask.Reservation} is settled, but nothing was ever reserved.");
        Change(ask.Reservation, known, ask.Amount, "settled");
        Settled += ask.Amount.Minor;
    }

    /// <summary>No money and no place is held under this key any more, and none will be.</summary>
    public bool IsEnded(string reservation) => _reservations.TryGetValue(reservation, out var known) && known.Ended;

    private void Change(string reservation, Reservation known, Money amount, string what)
    {
        if (!known.Granted)
            throw new XunitException($"{amount} of {reservation} is {what}, but the line had refused to reserve it.");
        if (amount.Minor > known.Held)
            throw new XunitException($"{amount} of {reservation} is {what}, but only {known.Held} cents are held.");
        _reservations[reservation] = known with { Held = known.Held - amount.Minor };
    }

    private sealed record Reservation(bool Granted, long Held, bool Ended, bool Voided = false);
}
