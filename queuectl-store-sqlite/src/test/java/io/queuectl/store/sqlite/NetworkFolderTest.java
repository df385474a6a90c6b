package io.queuectl.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which file systems are warned of. */
class NetworkFolderTest {

    @ParameterizedTest
    @ValueSource(strings = {"nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "NFS"})
    void aFileSystemOfAnotherComputerIsWarnedOf(String type) {
        assertThat(NetworkFolder.isRemote(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ext4", "xfs", "btrfs", "tmpfs", "overlay", "apfs", "NTFS", "zfs", "fuseblk", "fuse.mergerfs"})
    void aFileSystemOfThisHostIsNot(String type) {
        assertThat(NetworkFolder.isRemote(type)).isFalse();
    }
}
