namespace Codeword.Training.Networks;

/// <summary>How a network is run over a batch.</summary>
/// <param name="IsTraining">Whether inputs drop out and batch statistics are taken.</param>
/// <param name="Seed">Names what drops out.</param>
/// <param name="Parallel">The threads.</param>
internal readonly record struct Pass(bool IsTraining, ulong Seed, ParallelOptions Parallel)
{
    /// <summary>Runs an action over ranges of rows, whole cache lines of work each, on all threads.</summary>
    public void ForRows(int rows, int size, Action<int, int> action)
    {
        int tasks = (rows + size - 1) / size;
        if (Parallel.MaxDegreeOfParallelism == 1 || tasks <= 1)
        {
            action(0, rows);
            return;
        }

        System.Threading.Tasks.Parallel.For(0, tasks, Parallel, task => action(task * size, Math.Min(rows, (task + 1) * size)));
    }
}
