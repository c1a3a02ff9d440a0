package dev.lockstep.machine.bcm2835;

import dev.lockstep.machine.bus.PhysicalMemory;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The devices of a Raspberry Pi with a BCM2835, made and attached at their physical addresses, and what they tell the
 * processor. Time is given to them by {@link PhysicalMemory#advance}; all that happens follows from it and the accesses.
 */
public final class Board {
    /** Interrupt lines (Guide 7.5, and Linux's device tree for what that table leaves out). */
    private static final int SYSTEM_TIMER_LINE = 0;

    private static final int SYSTEM_TIMER_LINES = 4;
    private static final int DMA_LINE = 16;
    private static final int AUX_LINE = 29;
    private static final int GPIO_LINE = 49;
    private static final int GPIO_LINES = 4;
    private static final int UART_LINE = 57;
    private static final int EMMC_LINE = 62;
    private static final int ARM_TIMER_LINE = InterruptController.GPU_LINES;
    private static final int MAILBOX_LINE = InterruptController.GPU_LINES + 1;

    private static final int PCM_ADDRESS = 0x20203000;
    private static final int SPI_ADDRESS = 0x20204000;
    private static final int BSC0_ADDRESS = 0x20205000;
    private static final int PWM_ADDRESS = 0x2020c000;
    private static final int BSC1_ADDRESS = 0x20804000;

    private final InterruptController interrupts = new InterruptController();
    private final PowerManager power = new PowerManager();
    private final SerialLine serial;
    private final Dma dma;

    /** Attaches everything. */
    public Board(PhysicalMemory memory, BoardOptions options) {
        serial = new SerialLine(options.output(), options.input(), options.timedSerial());
        memory.attach(InterruptController.ADDRESS, InterruptController.BYTES, interrupts);
        memory.attach(PowerManager.ADDRESS, PowerManager.BYTES, power);
        Gpio gpio = new Gpio(options.wires(), lines(GPIO_LINE, GPIO_LINES));
        memory.attach(Gpio.ADDRESS, Gpio.BYTES, gpio);
        memory.attach(MiniUart.ADDRESS, MiniUart.BYTES, new MiniUart(serial, gpio, interrupts.line(AUX_LINE)));
        memory.attach(Pl011.ADDRESS, Pl011.BYTES, new Pl011(serial, gpio, interrupts.line(UART_LINE)));
        memory.attach(
                SystemTimer.ADDRESS, SystemTimer.BYTES, new SystemTimer(lines(SYSTEM_TIMER_LINE, SYSTEM_TIMER_LINES)));
        memory.attach(ArmTimer.ADDRESS, ArmTimer.BYTES, new ArmTimer(interrupts.line(ARM_TIMER_LINE)));
        memory.attach(
                Mailbox.ADDRESS,
                Mailbox.BYTES,
                new Mailbox(memory, options.commandLine(), interrupts.line(MAILBOX_LINE)));
        dma = new Dma(memory, lines(DMA_LINE, Dma.LINES));
        memory.attach(Dma.ADDRESS, Dma.BYTES, dma);
        memory.attach(Emmc.ADDRESS, Emmc.BYTES, new Emmc(options.card(), interrupts.line(EMMC_LINE)));
        memory.attach(RandomNumbers.ADDRESS, RandomNumbers.BYTES, new RandomNumbers());
        memory.attach(ClockManager.ADDRESS, ClockManager.BYTES, new ClockManager());
        attachIdle(memory, PCM_ADDRESS, IdleRegisters.pcm());
        attachIdle(memory, SPI_ADDRESS, IdleRegisters.spi());
        attachIdle(memory, BSC0_ADDRESS, IdleRegisters.bsc());
        attachIdle(memory, PWM_ADDRESS, IdleRegisters.pwm());
        attachIdle(memory, BSC1_ADDRESS, IdleRegisters.bsc());
    }

    /** The normal interrupt, a level. */
    public boolean irq() {
        return interrupts.irq();
    }

    /** The fast interrupt, a level. */
    public boolean fiq() {
        return interrupts.fiq();
    }

    /** Why the board has ended the run, if it has: "reboot", or "halt" (a reboot to partition 63). */
    public Optional<String> ended() {
        return power.ended();
    }

    /** The DMA channel whose access is being made; empty while it is the processor's. */
    public OptionalInt movingChannel() {
        return dma.movingChannel();
    }

    /** Waits until serial input has come, or has ended. */
    public void awaitInput() {
        serial.await();
    }

    /** Makes all that was sent visible to who reads it. */
    public void flush() {
        serial.flush();
    }

    private List<InterruptController.Line> lines(int first, int count) {
        return IntStream.range(first, first + count).mapToObj(interrupts::line).toList();
    }

    private static void attachIdle(PhysicalMemory memory, int address, IdleRegisters registers) {
        memory.attach(address, registers.bytes(), registers);
    }
}
