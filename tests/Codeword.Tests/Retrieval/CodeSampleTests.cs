using Codeword.Retrieval;

namespace Codeword.Tests.Retrieval;

public sealed class CodeSampleTests
{
    // Two groups of 8 blocks.
    private const int Blocks = 16;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(64)]
    public void BytesAndPlanesCountWhatTheObviousDistancesCount(int bytes)
    {
        (byte[] blocks, byte[] code, int[] distances) = SampleBlocks.Draw(bytes, Blocks);
        byte[] query = [.. code.SelectMany(value => Enumerable.Repeat(value, 64))];
        int planes = PlaneKernels.PlanesOf(8 * bytes);
        ulong[] turned = new ulong[Blocks / 8 * planes * 8], spread = new ulong[planes];
        PlaneKernels.Turn(blocks, bytes, turned);
        PlaneKernels.Spread(code, spread);
        for (int limit = 1; limit <= (8 * bytes) + 1; limit++)
        {
            int[] counts = [.. distances.Chunk(64).Select(block => block.Count(distance => distance < limit))];
            (int, int) expected = (counts.Sum(), counts.Sum(count => count * count));
            Assert.Equal(expected, new ByteSample(blocks, query, new NearBlock[Blocks]).CountNearer(limit));
            Assert.Equal(expected, new PlaneSample(turned, spread, 8 * bytes).CountNearer(limit));
        }
    }
}
