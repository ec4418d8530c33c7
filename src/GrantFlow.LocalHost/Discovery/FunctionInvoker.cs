using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.LocalHost;

/// <summary>Runs a function once: an instance of its class from the services of the invocation, then the method.</summary>
internal static class FunctionInvoker
{
    /// <summary>What a method yields once awaited; <c>void</c> for nothing.</summary>
    public static Type ResultType(MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(Task) || type == typeof(ValueTask))
            return typeof(void);

        var isTask = type.IsGenericType
            && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>));
        return isTask ? type.GetGenericArguments()[0] : type;
    }

    /// <summary>Runs the method and yields its result; null for nothing. What the method throws comes out as it is.</summary>
    public static async Task<object?> Invoke(MethodInfo method, object?[] arguments, IServiceProvider services)
    {
        var instance = method.IsStatic ? null : ActivatorUtilities.CreateInstance(services, method.DeclaringType!);
        try
        {
            var returned = method.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
            return await Unwrap(method, returned);
        }
        finally
        {
            if (instance is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync();
            else if (instance is IDisposable disposable)
                disposable.Dispose();
        }
    }

    private static async Task<object?> Unwrap(MethodInfo method, object? returned)
    {
        var task = returned switch
        {
            Task plain => plain,
            ValueTask plain => plain.AsTask(),
            { } value when method.ReturnType != ResultType(method) =>
                (Task)value.GetType().GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(value, null)!,
            _ => null,
        };
        if (task is null)
            return returned;

        await task;
        return ResultType(method) == typeof(void) ? null : task.GetType().GetProperty(nameof(Task<>.Result))!.GetValue(task);
    }
}
