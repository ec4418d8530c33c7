using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;

namespace GrantFlow.Domain.Intake;

/// <summary>Assistance that serves another grant: only where the programme's service confirms departures.</summary>
internal static class Serving
{
    public static IEnumerable<Decision.Refused> Check(Application application, Programme programme)
    {
        if (application.Serves is not null && !programme.ConfirmsDeparture)
        {
            yield return new(RefusalCode.ServesNotCovered, $"{programme.Id} confirms nobody's departure. Leave out which grant it serves.");
        }
    }
}
