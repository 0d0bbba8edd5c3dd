using System.Reflection;
using System.Reflection.Metadata;
using Codeword.Data;

namespace Codeword.Tests.Conventions;

/// <summary>Reads methods' first and last lines from the debug symbols beside the assemblies.</summary>
public sealed class MethodLengthTests
{
    private const int Longest = 40;
    private const int CommentLines = 30;

    [Fact]
    public void NoMethodIsLongerThanAScreenButACommentedKernel() =>
        Faults.AssertNone(TooLong(typeof(LabelId).Assembly, Longest).Concat(TooLong(Assembly.Load("Codeword.Cli"), Longest)));

    [Fact]
    public void LongMethodsAreFound() =>
        Assert.Contains(TooLong(typeof(LabelId).Assembly, longest: 10), fault => fault.Contains("LabelSetBuilder.cs", StringComparison.Ordinal));

    private static IEnumerable<string> TooLong(Assembly assembly, int longest) =>
        from method in Methods(Path.ChangeExtension(assembly.Location, ".pdb"))
        where method.Last - method.First + 1 > longest && File.Exists(method.File) && !IsKernel(method.File, method.First)
        select $"{Repository.Short(method.File)}:{method.First} has a method of {method.Last - method.First + 1} lines; "
            + $"at most {longest} are allowed unless the comment above it says that it is a kernel";

    private static bool IsKernel(string file, int first) => File.ReadLines(file).Take(first).TakeLast(CommentLines)
        .Any(line => line.TrimStart().StartsWith("//", StringComparison.Ordinal) && line.Contains("kernel", StringComparison.OrdinalIgnoreCase));

    private static List<(string File, int First, int Last)> Methods(string symbols)
    {
        using var provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(symbols));
        MetadataReader reader = provider.GetMetadataReader();
        List<(string, int, int)> methods = [];
        foreach (MethodDebugInformation method in reader.MethodDebugInformation.Select(reader.GetMethodDebugInformation))
        {
            SequencePoint[] points = [.. method.GetSequencePoints().Where(point => !point.IsHidden)];
            if (points.Length > 0 && !points[0].Document.IsNil)
            {
                string file = reader.GetString(reader.GetDocument(points[0].Document).Name);
                methods.Add((file, points.Min(point => point.StartLine), points.Max(point => point.EndLine)));
            }
        }

        return methods;
    }
}
