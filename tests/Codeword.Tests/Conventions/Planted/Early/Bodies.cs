using Codeword.Tests.Conventions.Planted.Late;

namespace Codeword.Tests.Conventions.Planted.Early;

// Each type uses the later chapter once, in one place of a method's body: nothing of it shows in a signature.
#pragma warning disable CA1822

internal sealed class InABody
{
    public object Run() => new Later();
}

internal sealed class InAStaticCall
{
    public int Run() => Later.Count();
}

internal sealed class InALambda
{
    public Func<object> Run() => () => new Later();
}

internal sealed class InAClosure
{
    public Func<object> Run(int count) => () => count == 0 ? new Later() : count;
}

internal sealed class InALocalFunction
{
    public object Run()
    {
        return Make(1);

        static object Make(int count) => count == 0 ? count : new Later();
    }
}

internal sealed class InAnIterator
{
    public IEnumerable<object> Run()
    {
        yield return 1;
        yield return new Later();
    }
}

internal sealed class InAnAsyncMethod
{
    public async Task<object> Run()
    {
        await Task.Yield();
        return new Later();
    }
}

internal sealed class InATypeof
{
    public string Run() => typeof(Later).Name;
}

internal sealed class InAMethodsTypeArgument
{
    public int Run() => Array.Empty<Later>().Length;
}

internal sealed class InAGenericMethod<TItem>
{
    public object Run<T>(T item, TItem other)
        where T : notnull => (item, other, new Dictionary<T, Later[]>()) is var both && both.Item3.Count == 0;
}

internal sealed class InACast
{
    public bool Run(object item) => item is ILate;
}

internal sealed class InACatch
{
    public bool Run(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (LateException)
        {
            return false;
        }
    }
}

internal sealed class InALocal
{
    public int Run(int count)
    {
        LateKind[] kinds = count == 0 ? [] : [(LateKind)count];
        return kinds.Length;
    }
}

internal sealed class InAStaticConstructor
{
    public static object Item { get; } = new Later();
}

internal sealed class InASetter
{
    public int Value
    {
        get;
        set => field = value + Later.Count();
    }
}

internal sealed class AfterASwitch
{
    public object Run(int count, double scale)
    {
        long large = 1L << 40;
        switch (count)
        {
            case 0: return scale * 3.5;
            case 1: return large;
            case 2: return "two";
            case 3: return 'c';
            case 4: return 1.5f;
            default: return new Later();
        }
    }
}
