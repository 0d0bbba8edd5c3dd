using Codeword.Storage;

namespace Codeword.Tests.Storage;

public sealed class LongArrayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void NumbersAreZeroUntilWrittenAndStay(bool inFile)
    {
        using var array = LongArray<int>.Create(3_000_000, inFile ? _folder.Path : null);
        Assert.Equal([0, 0, 0], array.Slice(2_999_997, 3).ToArray());
        array.Slice(2_999_998, 2)[1] = 7;
        array.Slice(0, 1)[0] = 5;

        Assert.Equal((5, 7), (array.Slice(0, 1)[0], array.Slice(2_999_999, 1)[0]));
        array.Clear();
        Assert.Equal((0, 0), (array.Slice(0, 1)[0], array.Slice(2_999_999, 1)[0]));
    }

    [Fact]
    public void AFileHasNoNameSoThatAKilledProcessLeavesNone()
    {
        using var first = LongArray<float>.Create(10, _folder.Path);
        using var second = LongArray<float>.Create(10, _folder.Path);
        first.Slice(0, 1)[0] = 1;

        Assert.Equal(0, second.Slice(0, 1)[0]);
        Assert.Empty(_folder.Names());
    }

    [Fact]
    public void ThreadsMakeFilesInOneFolderAtTheSameTime() => Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
    {
        using var array = LongArray<int>.Create(100, _folder.Path);
        array.Slice(7, 1)[0] = i;
        Assert.Equal(i, array.Slice(7, 1)[0]);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhatIsNotThereCannotBeSeen(bool inFile)
    {
        var array = LongArray<long>.Create(10, inFile ? _folder.Path : null);
        Assert.Throws<ArgumentOutOfRangeException>(() => array.Slice(8, 3).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => array.Slice(-1, 1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => array.Slice(0, -1).Length);
        array.Dispose();
        Assert.Throws<ObjectDisposedException>(() => array.Slice(0, 1).Length);
    }

    [Fact]
    public void AFolderThatIsNotThereIsNamed()
    {
        string message = Assert.Throws<IOException>(() => LongArray<byte>.Create(10, _folder.File("none"))).Message;
        Assert.StartsWith($"The scratch file of 10 bytes that training from an example store needs cannot be made in {_folder.File("none")}: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void MoreThanTheDiskHoldsIsRefusedBeforeItIsWritten() =>
        Assert.StartsWith(
            "The scratch file of 1125899906842624 bytes", Assert.Throws<IOException>(() => LongArray<byte>.Create(1L << 50, _folder.Path)).Message, StringComparison.Ordinal);
}
