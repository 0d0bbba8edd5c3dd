using Codeword.Data;

namespace Codeword.Tests.Conventions.Planted;

// Each nested type breaks one rule for types, or stands close to a fault without being one (Fine…).
#pragma warning disable CA1032, CA1064, CA1852, CA1069, CA1052, CA1051, CA1822, CA1823, CA2211, CS0169, CS0414, CS0649, IDE0044, IDE0051, IDE0052, IDE1006

/// <summary>Planted faults, one a type.</summary>
public static class Faulty
{
    internal interface ILonely;

    internal interface IShared;

    internal sealed class AssignedAgain
    {
        private static int _count;
    }

    internal sealed class SetInPlace
    {
        private static readonly List<int> Items = [];
    }

    internal sealed class OpenArray
    {
        internal static readonly int[] Items = [1];
    }

    internal sealed class SharedScratch
    {
        private static readonly MutableRecord Record = new();
    }

    internal sealed class StaticProperty
    {
        public static int Count { get; private set; }
    }

    internal sealed class FineStatics
    {
        private const int Limit = 3;
        private static readonly int[] Table = [1, 2];
        private static readonly string Name = "name";
        private static readonly FineOptions Options = new() { Count = 2 };

        public static Func<int, int> Lambda() => x => x + Limit;

        public static Func<string, int> Group() => int.Parse;

        public static int Read() => Table.Length + Name.Length + Options.Count;
    }

    internal sealed class FirstShared : ILonely, IShared;

    internal sealed class SecondShared : IShared;

    internal sealed class RowManager;

    internal abstract class CodeBase<T>;

    internal sealed class Database;

    internal enum IndexBase
    {
        Zero,
    }

    internal sealed class ClassOptions;

    internal record OpenOptions;

    internal sealed record PositionalOptions(int Count);

    internal sealed record FineOptions
    {
        public int Count
        {
            get;
            init => field = Math.Max(value, 1);
        }
    }

    internal sealed record MutableRecord
    {
        public int Count { get; set; }
    }

    internal sealed class BareLabel
    {
        public void Add(int label, int row)
        {
        }
    }

    internal sealed class BareLabelList
    {
        internal readonly IReadOnlyList<int[]>? _labels;
    }

    internal sealed class FineLabels
    {
        public LabelId Label { get; init; }

        public IReadOnlyList<LabelId> Labels { get; init; } = [];

        public int LabelCount { get; init; }

        // A column's number is no label's.
        private readonly int _label;
    }

    /// <summary>A class open by mistake.</summary>
    public class Open;

    internal sealed class Printing
    {
        public void Run() => Console.WriteLine("printed");
    }

    internal sealed class Waiting
    {
        public async ValueTask Run() => await Task.Yield();
    }

    internal sealed class SilentException(string source, int line) : Exception($"{source}: wrong")
    {
        public int Line { get; } = line;
    }

    internal sealed class FineException(string source, int line, Exception inner) : Exception($"{source}:{line}: wrong", inner);
}
