using System.Buffers.Binary;
using System.Text.RegularExpressions;
using Codeword.Numerics;
using Codeword.Tests.Models;
using Codeword.Tests.Storage;
using Codeword.Training;

namespace Codeword.Tests.Training.Checkpoints;

/// <summary>Files of a checkpoint changed at random, half of them with checksums that are right again.</summary>
public sealed partial class CheckpointFuzzTests
{
    private const int Mutants = 150;
    private static readonly ulong[] Extremes =
        [0, 1, 2, 3, 4, 7, 255, 256, 65_536, int.MaxValue, 1UL << 31, uint.MaxValue, 1UL << 32, ulong.MaxValue, 0x7FC00000, 0x7F800000, 0x3F800000];


    [Theory]
    [InlineData("mach loss=Logistic weightFormat=Sparse")]
    [InlineData("llc warmStart=Svd")]
    public void AMutantEndsInARefusalOfOneSentenceOrInAModel(string setting)
    {
        using var folder = new TemporaryFolder();
        var problem = new CheckpointProblem(setting);
        (byte[] whole, List<string> moments) = problem.TrainInMoments(folder.Path);
        string[] chosen = [moments[moments.Count / 4], moments[^4]];    // One in each of the two fits.
        int refused = 0;
        int same = 0;
        for (int i = 0; i < Mutants; i++)
        {
            string mutant = folder.File($"mutant-{i}");
            Mutate(chosen[i % 2], mutant, isSealed: i / 2 % 2 == 0, SplitMix64.ForPart(21, (ulong)i));
            byte[]? model = Try(problem, mutant);
            refused += model is null ? 1 : 0;
            same += model is not null && model.AsSpan().SequenceEqual(whole) ? 1 : 0;
            Directory.Delete(mutant, recursive: true);
        }

        // All that is not sealed is refused, but for edits that changed nothing; of the rest, some.
        Assert.InRange(refused, Mutants * 2 / 5, Mutants - 1);
        Assert.InRange(same, 0, Mutants / 4);
    }

    private static byte[]? Try(CheckpointProblem problem, string folder)
    {
        try
        {
            return problem.Train(new Checkpoint(folder, TimeProvider.System) { Interval = Timeout.InfiniteTimeSpan }, threads: 2);
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or NotFiniteNumberException)
        {
            Assert.True(OneSentence().IsMatch(e.Message), e.Message);
            return null;
        }
    }

    private static void Mutate(string moment, string mutant, bool isSealed, SplitMix64 random)
    {
        Directory.CreateDirectory(mutant);
        string[] files = [.. Directory.GetFiles(moment).Order(StringComparer.Ordinal)];
        int which = random.NextIndex(files.Length);
        for (int i = 0; i < files.Length; i++)
        {
            byte[] bytes = File.ReadAllBytes(files[i]);
            File.WriteAllBytes(Path.Combine(mutant, Path.GetFileName(files[i])), i != which ? bytes : isSealed ? Forge(bytes, ref random) : Damage(bytes, ref random));
        }
    }

    private static byte[] Damage(byte[] bytes, ref SplitMix64 random)
    {
        switch (random.NextIndex(3))
        {
            case 0:
                return bytes[..random.NextIndex(bytes.Length)];
            case 1:
                return [.. bytes, .. new byte[1 + random.NextIndex(200)]];
            default:
                bytes[random.NextIndex(bytes.Length)] ^= (byte)(1 << random.NextIndex(8));
                return bytes;
        }
    }

    private static byte[] Forge(byte[] bytes, ref SplitMix64 random)
    {
        List<(string Tag, byte[] Bytes)> sections = ModelBytes.Sections(bytes);
        int which = sections.FindIndex(section => section.Tag is not "OWNR");
        which = which + 1 < sections.Count ? which + random.NextIndex(sections.Count - which) : which;
        (string tag, byte[] content) = sections[which];
        int numbers = Math.Min(content.Length / 4, 64);
        switch (random.NextIndex(4))
        {
            case 0:
                content = content[..random.NextIndex(content.Length)];
                break;
            case 1:
                content = [.. content, .. new byte[4 * (1 + random.NextIndex(3))]];
                break;
            default:
                BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(4 * random.NextIndex(numbers)), unchecked((uint)Extremes[random.NextIndex(Extremes.Length)]));
                break;
        }

        sections[which] = (tag, content);
        return ModelBytes.Join(sections, "CKPT");
    }

    // Of a text that stands in quotes in the message, or of an option's value, anything may be said.
    [GeneratedRegex(@"^(?!.*\. [^D])[^\n\r]*\.$")]
    private static partial Regex OneSentence();
}
