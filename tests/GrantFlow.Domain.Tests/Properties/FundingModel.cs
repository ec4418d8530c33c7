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
        if (_done.Contains($"release {ask.Reservation} {ask.Key}"))
            return;
        if (!_reservations.TryGetValue(ask.Reservation, out var known))
        {
            _reservations[ask.Reservation] = new(Granted: false, Held: 0, Ended: true, Voided: true);
            _done.Add($"release {ask.Reservation} {ask.Key}");
            return;
        }

        // A grant that ended while it waited cannot know that the line was about to refuse: there is nothing to give back.
        if (!known.Granted)
            return;
        Change(ask.Reservation, known, ask.Amount, "released");
        _done.Add($"release {ask.Reservation} {ask.Key}");
        if (ask.Ends)
            _reservations[ask.Reservation] = _reservations[ask.Reservation] with { Ended = true };
    }

    public void Settle(SettleFunds ask)
    {
        if (_done.Contains($"settle {ask.Reservation} {ask.Key}"))
            return;
        Change(ask.Reservation, Known(ask.Reservation, ask.Amount, "settled"), ask.Amount, "settled");
        _done.Add($"settle {ask.Reservation} {ask.Key}");
        Settled += ask.Amount.Minor;
    }

    public void Reopen(ReopenFunds ask)
    {
        if (!_done.Add($"reopen {ask.Reservation} {ask.Key}"))
            return;
        var known = Known(ask.Reservation, ask.Amount, "held again");
        _reservations[ask.Reservation] = known with { Held = known.Held + ask.Amount.Minor };
        Settled -= ask.Amount.Minor;
    }

    public void Adjust(AdjustFunds ask)
    {
        if (!_done.Add($"adjust {ask.Reservation} {ask.Key}"))
            return;
        Known(ask.Reservation, ask.Amount, "adjusted");
        Settled += ask.Amount.Minor;
    }

    /// <summary>No money and no place is held under this key any more, and none will be.</summary>
    public bool IsEnded(string reservation) => _reservations.TryGetValue(reservation, out var known) && known.Ended;

    private Reservation Known(string reservation, Money amount, string what) => _reservations.TryGetValue(reservation, out var known)
        ? known
        : throw new XunitException($"{amount} of {reservation} is {what}, but nothing was ever reserved.");

    private void Change(string reservation, Reservation known, Money amount, string what)
    {
        if (!known.Granted)
            throw new XunitException($"{amount} of {reservation} is {what}, but the line had refused to reserve it.");
        if (amount.Minor > known.Held)
            throw new TooEarlyException($"{amount} of {reservation} is {what}, but only {known.Held} cents are held.");
        _reservations[reservation] = known with { Held = known.Held - amount.Minor };
    }

    /// <summary>Less is held than is asked for: what was paid and came back may not be held again yet. The message waits.</summary>
    internal sealed class TooEarlyException(string message) : Exception(message);

    private sealed record Reservation(bool Granted, long Held, bool Ended, bool Voided = false);
}
