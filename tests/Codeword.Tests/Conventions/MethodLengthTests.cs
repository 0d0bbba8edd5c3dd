using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
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
        from method in Methods(assembly.Location)
        where method.Lines > longest && File.Exists(method.File) && !IsKernel(method.File, method.First)
        select $"{Repository.Short(method.File)}:{method.First} has a method of {method.Lines} lines; "
            + $"at most {longest} are allowed unless the comment above it says that it is a kernel";

    private static bool IsKernel(string file, int first) => File.ReadLines(file).Take(first).TakeLast(CommentLines)
        .Any(line => line.TrimStart().StartsWith("//", StringComparison.Ordinal) && line.Contains("kernel", StringComparison.OrdinalIgnoreCase));

    private static List<(string File, int First, int Lines)> Methods(string assembly)
    {
        using var code = new PEReader(File.OpenRead(assembly));
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(assembly, ".pdb")));
        MetadataReader definitions = code.GetMetadataReader();
        MetadataReader reader = symbols.GetMetadataReader();
        List<(string, int, int)> methods = [];
        foreach (MethodDebugInformationHandle handle in reader.MethodDebugInformation)
        {
            SequencePoint[] points = [.. reader.GetMethodDebugInformation(handle).GetSequencePoints().Where(point => !point.IsHidden)];
            if (points.Length > 0 && !points[0].Document.IsNil)
            {
                string name = definitions.GetString(definitions.GetMethodDefinition(handle.ToDefinitionHandle()).Name);
                methods.Add((reader.GetString(reader.GetDocument(points[0].Document).Name), points.Min(point => point.StartLine), Lines(name, points)));
            }
        }

        return methods;
    }

    // A constructor also runs the initializers, which stand apart: what lies between them is not its.
    private static int Lines(string name, SequencePoint[] points) => name is ".ctor" or ".cctor"
        ? points.SelectMany(point => Enumerable.Range(point.StartLine, point.EndLine - point.StartLine + 1)).Distinct().Count()
        : points.Max(point => point.EndLine) - points.Min(point => point.StartLine) + 1;
}
