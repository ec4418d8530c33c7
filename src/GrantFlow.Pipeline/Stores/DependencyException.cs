namespace GrantFlow.Pipeline.Stores;

/// <summary>What GrantFlow does not work without, or not whole.</summary>
public enum Dependency
{
    /// <summary>Table storage: grants, the ledger, work lists.</summary>
    Tables,

    /// <summary>Queue storage: everything that is under way.</summary>
    Queues,

    /// <summary>Blob storage: bank files, evidence, exports.</summary>
    Files,

    /// <summary>The key under which personal data and files are sealed.</summary>
    KeyVault,

    /// <summary>The mobile money provider.</summary>
    MobileMoney,

    /// <summary>Whoever vouches for the people who sign in.</summary>
    SignIn,

    /// <summary>A host of a later release, which wrote what this one does not understand.</summary>
    NewerHost,
}

/// <summary>Something that GrantFlow depends on does not answer now: it is throttled, restarts, or is out of reach. Nothing is wrong with what was asked, and asking again later is safe. The text says nothing but who and why.</summary>
public class DependencyException : Exception
{
    /// <summary>Somebody does not answer, and why.</summary>
    public DependencyException(Dependency dependency, string why, Exception? cause = null)
        : base($"{NameOf(dependency)} does not answer: {why}.", cause) => Dependency = dependency;

    /// <summary>Somebody is needed who is not here; the text says all of it.</summary>
    protected DependencyException(Dependency dependency, string text)
        : base(text) => Dependency = dependency;

    /// <summary>Who does not answer.</summary>
    public Dependency Dependency { get; }

    /// <summary>What people call it.</summary>
    public static string NameOf(Dependency dependency) => dependency switch
    {
        Dependency.Tables => "Table storage",
        Dependency.Queues => "Queue storage",
        Dependency.Files => "File storage",
        Dependency.KeyVault => "Key Vault",
        Dependency.MobileMoney => "The mobile money provider",
        Dependency.SignIn => "The sign-in service",
        Dependency.NewerHost => "A newer host",
        _ => throw new ArgumentOutOfRangeException(nameof(dependency), dependency, "No such dependency."),
    };

    /// <summary>The one behind a failure, also where several things failed at once; null where it is no dependency's.</summary>
    public static DependencyException? In(Exception? failure) => failure switch
    {
        null => null,
        DependencyException away => away,
        AggregateException many => many.InnerExceptions.Select(In).FirstOrDefault(away => away is not null),
        _ => In(failure.InnerException),
    };
}
