using System.Reflection;

namespace GrantFlow.LocalHost;

/// <summary>The functions of an app, by trigger.</summary>
/// <param name="Http">Functions that answer HTTP requests.</param>
/// <param name="Queues">Functions that take messages from a queue.</param>
/// <param name="Timers">Functions that run on a schedule.</param>
public sealed record FunctionApp(
    IReadOnlyList<HttpFunction> Http, IReadOnlyList<QueueFunction> Queues, IReadOnlyList<TimerFunction> Timers);

/// <summary>A method with <c>[Function]</c>.</summary>
/// <param name="Name">The function's name, unique in the app.</param>
/// <param name="Method">The method that runs.</param>
/// <param name="Trigger">The parameter with the trigger's attribute.</param>
public abstract record FunctionDescription(string Name, MethodInfo Method, ParameterInfo Trigger);

/// <summary>A function that answers HTTP requests.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Method">The method that runs.</param>
/// <param name="Trigger">The parameter that takes the request.</param>
/// <param name="Methods">The HTTP methods it answers; empty for all.</param>
/// <param name="Route">The route below the host's prefix.</param>
public sealed record HttpFunction(
    string Name, MethodInfo Method, ParameterInfo Trigger, IReadOnlyList<string> Methods, string Route)
    : FunctionDescription(Name, Method, Trigger);

/// <summary>A function that takes messages from a queue.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Method">The method that runs.</param>
/// <param name="Trigger">The parameter that takes the message.</param>
/// <param name="Queue">The queue's name, or the setting that holds it as <c>%setting%</c>.</param>
/// <param name="Connection">The setting that holds the connection string.</param>
public sealed record QueueFunction(string Name, MethodInfo Method, ParameterInfo Trigger, string Queue, string Connection)
    : FunctionDescription(Name, Method, Trigger);

/// <summary>A function that runs on a schedule.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Method">The method that runs.</param>
/// <param name="Trigger">The parameter that takes the timer's state.</param>
/// <param name="Schedule">Six NCRONTAB fields, or the setting that holds them as <c>%setting%</c>.</param>
/// <param name="RunOnStartup">Whether it also runs when the host starts.</param>
public sealed record TimerFunction(string Name, MethodInfo Method, ParameterInfo Trigger, string Schedule, bool RunOnStartup)
    : FunctionDescription(Name, Method, Trigger);
