namespace Stateless;

/// <summary>Takes a trigger's arguments out of their array.</summary>
internal static class Arguments
{
    /// <summary>The argument at a position, or the type's default when the trigger came without any.</summary>
    public static T Get<T>(object?[] args, int position) => args.Length == 0 ? default! : (T)Check(args, typeof(T), position)!;

    public static void Validate(object?[] args, Type[] expected)
    {
        if (args.Length > expected.Length)
        {
            throw new ArgumentException(
                $"Too many parameters have been supplied. Expecting {expected.Length} but got {args.Length}.");
        }

        for (var position = 0; position < expected.Length && args.Length > 0; position++)
        {
            Check(args, expected[position], position);
        }
    }

    private static object? Check(object?[] args, Type type, int position)
    {
        if (position >= args.Length)
        {
            throw new ArgumentException($"An argument of type {type} is required in position {position}.");
        }

        var arg = args[position];
        return arg is null || type.IsInstanceOfType(arg)
            ? arg
            : throw new ArgumentException(
                $"The argument in position {position} is of type {arg.GetType()} but must be of type {type}.");
    }
}
