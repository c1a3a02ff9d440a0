package dev.lockstep.machine.bcm2835;

import java.util.List;

/** What the Guide calls the registers of the board, for people to read. */
public final class RegisterNames {
    private static final int WORD = 4;

    private static final List<Block> BLOCKS = List.of(
            block(SystemTimer.ADDRESS, SystemTimer.BYTES, "system timer", "CS CLO CHI C0 C1 C2 C3"),
            block(Dma.ADDRESS, Dma.BYTES, "DMA", ""),
            block(
                    InterruptController.ADDRESS,
                    InterruptController.BYTES,
                    "interrupts",
                    "BASIC_PENDING PENDING_1 PENDING_2 FIQ_CONTROL ENABLE_1 ENABLE_2 ENABLE_BASIC DISABLE_1 DISABLE_2"
                            + " DISABLE_BASIC"),
            block(
                    ArmTimer.ADDRESS,
                    ArmTimer.BYTES,
                    "ARM timer",
                    "LOAD VALUE CONTROL IRQ_CLEAR RAW_IRQ MASKED_IRQ RELOAD PRE_DIVIDER FREE_RUNNING"),
            block(
                    Mailbox.ADDRESS,
                    Mailbox.BYTES,
                    "mailbox",
                    "READ - - - PEEK - STATUS CONFIG WRITE - - - - - WRITE_STATUS"),
            block(PowerManager.ADDRESS, PowerManager.BYTES, "watchdog", "RSTC RSTS WDOG"),
            block(ClockManager.ADDRESS, ClockManager.BYTES, "clocks", ""),
            block(RandomNumbers.ADDRESS, RandomNumbers.BYTES, "random numbers", "CTRL STATUS DATA FF_THRES INT_MASK"),
            block(
                    Gpio.ADDRESS,
                    Gpio.BYTES,
                    "GPIO",
                    "GPFSEL0 GPFSEL1 GPFSEL2 GPFSEL3 GPFSEL4 GPFSEL5 - GPSET0 GPSET1 - GPCLR0 GPCLR1 - GPLEV0 GPLEV1 - GPEDS0"
                            + " GPEDS1 - GPREN0 GPREN1 - GPFEN0 GPFEN1 - GPHEN0 GPHEN1 - GPLEN0 GPLEN1 - GPAREN0 GPAREN1 -"
                            + " GPAFEN0 GPAFEN1 - GPPUD GPPUDCLK0 GPPUDCLK1"),
            block(
                    Pl011.ADDRESS,
                    Pl011.BYTES,
                    "PL011",
                    "DR RSRECR - - - - FR - - IBRD FBRD LCRH CR IFLS IMSC RIS MIS ICR DMACR"),
            block(
                    MiniUart.ADDRESS,
                    MiniUart.BYTES,
                    "AUX",
                    "IRQ ENABLES - - - - - - - - - - - - - - MU_IO MU_IER MU_IIR MU_LCR MU_MCR MU_LSR MU_MSR MU_SCRATCH MU_CNTL"
                            + " MU_STAT MU_BAUD"),
            block(
                    Emmc.ADDRESS,
                    Emmc.BYTES,
                    "EMMC",
                    "ARG2 BLKSIZECNT ARG1 CMDTM RESP0 RESP1 RESP2 RESP3 DATA STATUS CONTROL0 CONTROL1 INTERRUPT IRPT_MASK"
                            + " IRPT_EN CONTROL2"));

    private RegisterNames() {}

    private record Block(int address, int bytes, String device, List<String> registers) {}

    private static Block block(int address, int bytes, String device, String registers) {
        return new Block(address, bytes, device, List.of(registers.split(" ")));
    }

    /**
     * The device and its register; where that has no name, its offset.
     *
     * @param address physical, a multiple of 4
     */
    public static String name(int address) {
        for (Block block : BLOCKS) {
            int offset = address - block.address;
            if (offset >= 0 && offset < block.bytes) {
                int number = offset / WORD;
                String register = number < block.registers.size() ? block.registers.get(number) : "";
                return register.length() > 1
                        ? block.device + " " + register
                        : "%s 0x%02x".formatted(block.device, offset);
            }
        }
        return "a device";
    }
}
