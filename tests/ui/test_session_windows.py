"""Which messages of Windows mean that the vault locks; run on every system."""

from ui.session_windows import means_lock, means_sleep


def test_suspend_is_sleep_and_resume_is_not() -> None:
    assert means_sleep(0x0218, 0x0004)
    assert not means_sleep(0x0218, 0x0012)
    assert not means_sleep(0x02B1, 0x0004)


def test_lock_and_switch_are_lock_and_unlock_is_not() -> None:
    assert [code for code in range(16) if means_lock(0x02B1, code)] == [0x2, 0x4, 0x7]
    assert not means_lock(0x0218, 0x0007)
