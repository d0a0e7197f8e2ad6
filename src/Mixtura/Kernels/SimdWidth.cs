using System.Numerics;
using System.Runtime.Intrinsics;

namespace Mixtura.Kernels;

/// <summary>A kernel, written once: <see cref="Run{TVector, TSimd}"/> is compiled for each vector width.</summary>
internal interface IKernel<T>
    where T : unmanaged
{
    void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>;
}

/// <summary>Runs kernels at the widest vectors that this machine has.</summary>
internal static class SimdWidth
{
    /// <summary>
    /// A kernel is a ref struct that holds its arguments. The checks are constants to the compiler, so that only one branch is left.
    /// </summary>
    public static void Run<T, TKernel>(ref TKernel kernel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TKernel : struct, IKernel<T>, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
        {
            kernel.Run<Vector512<T>, Simd512<T>>();
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            kernel.Run<Vector256<T>, Simd256<T>>();
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            kernel.Run<Vector128<T>, Simd128<T>>();
        }
        else
        {
            kernel.Run<T, Simd1<T>>();
        }
    }
}
